#include "house.hpp"

#include <cmath>
#include <thread>

#include "crypto/key_file.hpp"

namespace yinxin::bench {

namespace {

constexpr std::chrono::minutes kSettling{20};  // ten million rows, and a busy machine
constexpr std::chrono::milliseconds kLook{50};

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (true) {
    const std::size_t end = line.find(separator, at);
    words.push_back(line.substr(at, end - at));
    if (end == std::string::npos) return words;
    at = end + 1;
  }
}

base::Bytes read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file.good()) throw std::runtime_error("cannot read " + path.string());
  return base::Bytes(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

House::House(const std::string& address) : address_(address) {
  setenv("YINXIN_PROGRAMS", std::filesystem::path(program_folder()).parent_path().c_str(), 1);
  std::vector<std::string> words{std::string(YX_SOURCE_DIR) + "/bench/provider"};
  if (!address.empty()) words.push_back(address);
  provider_ = std::make_unique<Child>(words, "");
  words = split(provider_->read_line(), '\t');
  if (words.size() < 6 || words[0] != "provider") throw std::runtime_error("bench/provider: " + words[0]);
  folder_ = words[1];
  port_ = static_cast<std::uint16_t>(std::stoi(words[2].substr(words[2].rfind(':') + 1)));
  signer_ = std::stoi(words[3]);
  server_command_.assign(words.begin() + 4, words.end());
  if (address_.empty()) address_ = "sqlite:" + (folder_ / "server/yinxin.db").string();
}

House::~House() {
  if (server_) server_->terminate();
  provider_->finish();
}

double House::start_server() {
  const double start = wall_seconds();
  server_ = std::make_unique<Child>(server_command_, folder_ / "server-log");
  const std::string line = server_->read_line();
  if (!line.starts_with("ready ")) throw std::runtime_error("yinxind: " + line);
  const double took = wall_seconds() - start;
  std::ofstream(folder_ / "server-pid") << server_->pid() << "\n";  // bench/provider stops it if we cannot
  return took;
}

void House::stop_server() {
  if (server_) server_->terminate();
  server_.reset();
}

double House::cpu_seconds() const {
  return process_cpu_seconds(server_->pid()) + process_cpu_seconds(signer_);
}

std::shared_ptr<http::Client> House::client() const {
  return std::make_shared<http::Client>("127.0.0.1", port_);
}

Asker House::officer(const std::string& id, std::shared_ptr<http::Client> client) const {
  const base::Bytes pem = read_file(folder_ / "tour" / (id + ".key"));
  return Asker(std::move(client), id, need(crypto::read_private_key_pem(pem, base::SecretBytes{})));
}

base::Bytes House::get(const std::string& target) const {
  const auto one = client();
  return body_of(one->send(one->request(http::Method::Get, target)));
}

x509::Certificate House::authority(const std::string& id) const {
  return need(x509::Certificate::parse(get("/ca/" + id + ".cer")));
}

double House::metric(const std::string& name) const {
  const base::Bytes body = get("/metrics");
  const std::string text = "\n" + std::string(base::as_text(body));
  const std::size_t at = text.find("\n" + name + " ");
  if (at == std::string::npos) throw std::runtime_error("no metric " + name);
  return std::stod(text.substr(at + name.size() + 2));
}

void House::wait_settled(std::size_t certificates) const {
  const auto deadline = std::chrono::steady_clock::now() + kSettling;
  while (std::chrono::steady_clock::now() < deadline) {
    const double records = metric("yinxin_ledger_records");
    if (metric("yinxin_status_certificates") >= static_cast<double>(certificates) && records > 0 &&
        metric("yinxin_ledger_covered") >= records)
      return;
    std::this_thread::sleep_for(kLook);
  }
  throw std::runtime_error("the server has not settled");
}

std::shared_ptr<store::Database> House::open_database() const {
  return need(store::Database::open(address_));
}

}  // namespace yinxin::bench
