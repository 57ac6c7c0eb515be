// Rounds of monitoring against sites that hang, flood, lie and are slow: none of it reaches another provider,
// a thread that serves, or the end of the program.
#include "endpoints/instruments/rounds.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>

#include "house_support/provider_world.hpp"
#include "supervision_support/monitored_provider.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::eventually;
using house_support::need;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using supervision::ProbedProvider;

/// What a hostile site does with a connection, until it is told to stop or the other end is gone.
enum class Malice {
  Hang,      ///< takes the question and says nothing
  Flood,     ///< a gigabyte, as fast as it goes
  Drip,      ///< an octet at a time, for ever
  Nonsense,  ///< what is no HTTP
};

class HostileSite {
 public:
  explicit HostileSite(Malice malice) : malice_(malice), listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 8) != 0)
      throw std::runtime_error("listen");
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~HostileSite() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  std::size_t sent() const { return sent_; }
  std::size_t asked() const { return asked_; }

  std::uint16_t port = 0;

 private:
  bool say(int socket, std::string_view text) {
    const ssize_t count = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
    if (count > 0) sent_ += static_cast<std::size_t>(count);
    return count > 0;
  }
  void answer(int socket) {
    const std::string block(64 * 1024, 'x');
    switch (malice_) {
      case Malice::Hang: {
        char more[16];
        while (!stopping_ && ::recv(socket, more, sizeof more, 0) > 0) {
        }
        return;
      }
      case Malice::Flood:
        say(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; !stopping_ && i < 16 * 1024; ++i) {
          if (!say(socket, "10000\r\n") || !say(socket, block) || !say(socket, "\r\n")) return;
        }
        return;
      case Malice::Drip:
        say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        while (!stopping_ && say(socket, "x")) std::this_thread::sleep_for(milliseconds(5));
        return;
      case Malice::Nonsense:
        say(socket, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
        return;
    }
  }
  void serve() {
    while (!stopping_) {
      const int socket = ::accept(listener_, nullptr, nullptr);
      if (socket < 0) return;
      char heard[4096];
      if (::recv(socket, heard, sizeof heard, 0) > 0) {
        ++asked_;
        answer(socket);
      }
      ::close(socket);
    }
  }

  const Malice malice_;
  const int listener_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::size_t> sent_{0}, asked_{0};
  std::thread thread_;
};

class RoundsTest : public store::BothEnginesMigrated {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    lane = need(store::Lane::start(*database_));
    provider = std::make_unique<ProbedProvider>(clock.now());
    limits.answer = milliseconds(300);
    limits.round = milliseconds(5'000);
  }
  void TearDown() override {
    rounds.reset();
    monitoring.reset();
    sites.reset();
    lane.reset();
    BothEngines::TearDown();
  }
  void list(const std::string& name, std::uint16_t port) {
    file += "[[provider]]\nprovider = \"" + name +
            "\"\naddress = \"http://127.0.0.1:" + std::to_string(port) + "\"\n";
  }
  void open() {
    sites = need(PublicSites::parse(file, "providers.toml", limits));
    monitoring = std::make_unique<supervision::Monitoring>(
        supervision::Monitoring::House{*database_, *lane, recorder, clock, ids,
                                       [](const std::string&) {
                                         return base::Result<std::vector<supervision::RegisterEntry>>(
                                             std::vector<supervision::RegisterEntry>());
                                       }},
        [this](const std::string& name) { return sites->reach(name); });
  }
  void watch(const std::string& name) {
    cases::Caller caller;
    caller.actor = officers::system_actor("test");
    caller.roles = {"enforcement_officer"};
    caller.reach = "000000";
    supervision::Filing filing = provider->filing();
    filing.provider = name;
    base::Waiter<supervision::Monitored> waiter;
    monitoring->set(std::move(filing), std::chrono::minutes(30), caller, {}, waiter.completion());
    need(waiter.wait());
  }
  void start() {
    Rounds::Options options;
    options.look = milliseconds(20);
    options.on_failed = [this](const std::string& name, const base::Error& error) {
      const std::lock_guard lock(mutex);
      failures.push_back(name + " " + error.code);
    };
    options.after = [this](const std::string& name) -> base::Result<void> {
      const std::lock_guard lock(mutex);
      ended.push_back(name);
      return {};
    };
    rounds = std::make_unique<Rounds>(*monitoring, *sites, std::move(options));
  }
  bool has_ended(const std::string& name) const {
    const std::lock_guard lock(mutex);
    return std::find(ended.begin(), ended.end(), name) != ended.end();
  }
  std::vector<std::string> codes(const std::string& name) const {
    std::vector<std::string> all;
    for (const supervision::Alert& alert : need(monitoring->alerts({{}, name}, 100)))
      all.push_back(alert.finding.code + " " + alert.finding.detail);
    return all;
  }

  base::ManualClock clock{base::parse_utc("2026-07-01T00:00:00Z").value()};
  base::IdSource ids{clock};
  ledger::Recorder recorder{crypto::random_secret(crypto::kSealKeySize), ids};
  std::unique_ptr<store::Lane> lane;
  std::unique_ptr<ProbedProvider> provider;
  PublicSites::Limits limits;
  std::string file;
  std::unique_ptr<PublicSites> sites;
  std::unique_ptr<supervision::Monitoring> monitoring;
  std::unique_ptr<Rounds> rounds;
  mutable std::mutex mutex;
  std::vector<std::string> failures, ended;  // guarded by mutex
};
YX_BOTH_ENGINES(RoundsTest);

TEST_P(RoundsTest, ASiteThatHangsIsStoppedAndHoldsUpNoOther) {
  const HostileSite hanging(Malice::Hang), strange(Malice::Nonsense);
  list("hanging", hanging.port);
  list("strange", strange.port);
  limits.answer = milliseconds(1'000);
  limits.round = milliseconds(20'000);
  open();
  watch("hanging");
  watch("strange");
  const auto began = steady_clock::now();
  start();
  ASSERT_TRUE(eventually([&] { return has_ended("strange"); }));
  EXPECT_FALSE(has_ended("hanging")) << "six questions of a second each";
  ASSERT_TRUE(eventually([&] { return has_ended("hanging"); }));
  EXPECT_GE(steady_clock::now() - began, milliseconds(5'000));
  EXPECT_THAT(codes("hanging"), testing::ElementsAre("monitor.stopped http.client.timeout"));
  EXPECT_THAT(codes("strange"), testing::ElementsAre("monitor.stopped http.version"));
  EXPECT_EQ(hanging.asked(), supervision::kMaxSilences);
}

TEST_P(RoundsTest, AFloodIsCutOffAtItsLimit) {
  const HostileSite flooding(Malice::Flood);
  list("flooding", flooding.port);
  limits.answer = milliseconds(60'000);
  limits.round = milliseconds(60'000);
  open();
  watch("flooding");
  start();
  ASSERT_TRUE(eventually([&] { return has_ended("flooding"); }));
  EXPECT_THAT(codes("flooding"), testing::Each(testing::StartsWith("monitor.oversize")));
  EXPECT_THAT(codes("flooding"), testing::SizeIs(6)) << "each address once";
  EXPECT_LT(flooding.sent(), 6 * 2 * supervision::kMaxAnswerBytes) << "of six gigabytes";
}

TEST_P(RoundsTest, ASlowSiteHasItsTimeAndNoMore) {
  const HostileSite dripping(Malice::Drip);
  list("dripping", dripping.port);
  limits.answer = milliseconds(400);
  limits.round = milliseconds(900);
  open();
  watch("dripping");
  start();
  ASSERT_TRUE(eventually([&] { return has_ended("dripping"); }));
  EXPECT_THAT(codes("dripping"), testing::ElementsAre("monitor.stopped http.client.timeout"));
  EXPECT_LE(dripping.asked(), 4U);
}

TEST_P(RoundsTest, TheEndWaitsForNobody) {
  const HostileSite hanging(Malice::Hang);
  list("hanging", hanging.port);
  limits.answer = std::chrono::minutes(10);
  limits.round = std::chrono::minutes(60);
  open();
  watch("hanging");
  start();
  ASSERT_TRUE(eventually([&] { return hanging.asked() > 0; }));
  const auto began = steady_clock::now();
  rounds.reset();
  EXPECT_LT(steady_clock::now() - began, milliseconds(5'000));
  EXPECT_THAT(need(monitoring->alerts({}, 10)), testing::IsEmpty()) << "nobody is accused of our stopping";
  EXPECT_EQ(number("SELECT count(*) FROM monitor_round"), 0);
  EXPECT_THAT(need(monitoring->due()), testing::ElementsAre("hanging")) << "due again at the next start";
  EXPECT_THAT(failures, testing::IsEmpty());
}

TEST_P(RoundsTest, AProviderThatWasTakenFromTheListIsNamedAndNotAccused) {
  const HostileSite strange(Malice::Nonsense);
  list("strange", strange.port);
  open();
  watch("strange");
  file.clear();
  open();
  start();
  ASSERT_TRUE(eventually([&] {
    const std::lock_guard lock(mutex);
    return !failures.empty();
  }));
  rounds.reset();
  EXPECT_EQ(failures.front(), "strange supervision.monitoring.address");
  EXPECT_THAT(need(monitoring->alerts({}, 10)), testing::IsEmpty());
}

TEST(PublicSites, FaultsOfTheFileAreNamed) {
  const auto fault = [](const std::string& text) {
    const auto sites = PublicSites::parse(text, "p", {});
    return sites ? std::string("ok") : sites.error().code + " " + sites.error().detail;
  };
  const std::string good = "[[provider]]\nprovider = \"a\"\naddress = \"http://127.0.0.1:80\"\n";
  EXPECT_EQ(fault(""), "ok");
  EXPECT_EQ(fault(good + "host = \"ca.example.cn\"\n"), "ok");
  for (const std::string& bad :
       {std::string("[[provider]]\nprovider = \"a\"\n"), good + "port = 80\n", good + good,
        good + "host = \"a b\"\n",
        std::string("[[provider]]\nprovider = \"a b\"\naddress = \"http://1.2.3.4:80\"\n"),
        std::string("[[provider]]\nprovider = \"a\"\naddress = \"http://ca.example.cn:80\"\n"),
        std::string("[[provider]]\nprovider = \"a\"\naddress = \"https://1.2.3.4:443\"\n")})
    EXPECT_THAT(fault(bad), testing::StartsWith("base.toml.content")) << bad;
  EXPECT_THAT(fault("x"), testing::StartsWith("base.toml.syntax"));
  EXPECT_EQ(need(PublicSites::load("", {}))->reach("a").error().code, "supervision.monitoring.address");
}

}  // namespace
}  // namespace yinxin::endpoints
