#include "endpoints/ledger/cosignatures.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <stdexcept>

#include "base/files.hpp"
#include "base/toml.hpp"
#include "proof/inputs.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMaxWitnessKey = 64 * 1024;
constexpr int kFound = 200;

Result<WitnessSource> read_witness(const base::TomlReader& table, const std::filesystem::path& folder) {
  WitnessSource source;
  YX_TRY(source.witness.name, table.get<std::string>("name"));
  if (!proof::is_note_name(source.witness.name)) return table.fault("name", "not the name of a witness");
  YX_TRY(const std::string file, table.get<std::string>("key_file"));
  YX_TRY(const base::Bytes pem, base::read_file(folder / file, kMaxWitnessKey));
  YX_TRY(source.witness.key, proof::read_public_key(pem));
  YX_TRY(const std::string url, table.get<std::string>("address"));
  const auto address = http::parse_address(url);
  if (!address || !http::is_in_digits(*address))
    return table.fault("address", "http://host:port, the host in digits");
  source.address = *address;
  YX_TRY(source.host, table.get_or<std::string>("host", ""));
  if (!source.host.empty() && !http::parse_authority(source.host, "http"))
    return table.fault("host", "host[:port]");
  YX_TRY(source.target, table.get<std::string>("target"));
  if (!http::parse_target(source.target)) return table.fault("target", "must begin with '/'");
  return source;
}

int make_event() {
  const int event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (event < 0) throw std::runtime_error("eventfd");
  return event;
}

}  // namespace

Result<std::vector<WitnessSource>> read_witnesses(const std::filesystem::path& file) {
  YX_TRY(const base::TomlReader reader, base::TomlReader::load(file));
  YX_TRY(const auto tables, reader.tables("witness"));
  std::vector<WitnessSource> sources;
  for (const base::TomlReader& table : tables) {
    YX_TRY(WitnessSource source, read_witness(table, file.parent_path()));
    sources.push_back(std::move(source));
  }
  YX_CHECK(reader.finish());
  return sources;
}

Cosignatures::Cosignatures(House house, std::vector<WitnessSource> sources, Options options)
    : house_(house),
      sources_(std::move(sources)),
      options_(std::move(options)),
      stop_event_(make_event()),
      thread_([this] { run(); }) {}

Cosignatures::~Cosignatures() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  eventfd_write(stop_event_, 1);
  thread_.join();
  close(stop_event_);
}

Result<void> Cosignatures::fetch(const WitnessSource& source) const {
  http::Client::Options options;
  options.timeout = options_.answer;
  options.max_body = proof::kMaxNoteBytes;
  options.authority = source.host;
  options.interrupt = stop_event_;
  http::Client client(source.address, std::move(options));
  YX_TRY(const http::Response response, client.send(client.request(http::Method::Get, source.target)));
  if (response.status != kFound)
    return make_error(ErrorKind::Unavailable, "ledger.cosigned.status",
                      "status " + std::to_string(response.status));
  store::WriteSet set;
  YX_TRY(const bool is_new,
         ledger::keep_cosigned(set, house_.database, options_.origin, options_.ours, source.witness,
                               std::string(response.body_text()), house_.clock.now()));
  if (!is_new) return {};
  YX_CHECK(house_.lane.commit(std::move(set)));
  return {};
}

void Cosignatures::run() {
  while (true) {
    for (const WitnessSource& source : sources_) {
      const auto fetched = fetch(source);
      const bool ended = !fetched && fetched.error().code == "http.client.interrupted";
      if (!fetched && !ended && options_.on_failed) options_.on_failed(source.witness.name, fetched.error());
    }
    std::unique_lock lock(mutex_);
    if (woken_.wait_for(lock, options_.every, [this] { return stopping_; })) return;
  }
}

}  // namespace yinxin::endpoints
