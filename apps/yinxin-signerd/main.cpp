// yinxin-signerd: holds an authority's private keys and signs what src/signer/PROTOCOL.md allows. A Unix
// socket and nothing else; starts locked.
#include <grp.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

#include "crypto/engine.hpp"
#include "signer/daemon/backend_software.hpp"
#include "signer/daemon/daemon.hpp"
#include "signer/daemon/hardening.hpp"

namespace {

using namespace yinxin;

struct Arguments {
  signer::DeskOptions desk;
  std::string socket;
  std::string group;
  std::vector<uid_t> allowed_uids;
  bool allow_root = false;
  std::string engine = "own";
};

void declare(CLI::App& app, Arguments& arguments) {
  app.add_option("--socket", arguments.socket, "Unix socket to listen at")->required();
  app.add_option("--keys", arguments.desk.keys_folder, "folder of the keys, 0700, made when missing")
      ->required();
  app.add_option("--journal", arguments.desk.journal_path,
                 "file of all that was signed; by default <keys>/journal");
  app.add_option("--allow-uid", arguments.allowed_uids,
                 "user that may ask, repeated; by default the daemon's own");
  app.add_option("--group", arguments.group, "group that may open the socket");
  app.add_flag("--ceremony", arguments.desk.ceremony, "open a folder of ceremony keys, and no other");
  app.add_flag("--initialise", arguments.desk.initialise,
               "let the first credential of a new class become its credential");
  app.add_flag("--demonstration", arguments.desk.demonstration,
               "say in the status that this is no production signer");
  app.add_option("--engine", arguments.engine, "SM2 and SM3: own, or openssl (slower; the reference)");
  app.add_flag("--allow-root", arguments.allow_root, "run as root, for demonstrations only");
}

/// SIGTERM and SIGINT as something to poll.
base::Result<signer::Fd> stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  signer::Fd fd;
  if (sigprocmask(SIG_BLOCK, &signals, nullptr) == 0)
    fd = signer::Fd(signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!fd)
    return base::make_error(base::ErrorKind::Internal, "signer.hardening", signer::with_errno("signalfd"));
  return fd;
}

base::Result<std::optional<gid_t>> find_group(const std::string& name) {
  if (name.empty()) return std::optional<gid_t>();
  const group* entry = getgrnam(name.c_str());
  if (entry == nullptr)
    return base::make_error(base::ErrorKind::Unavailable, "signer.socket", "no group " + name);
  return std::optional<gid_t>(entry->gr_gid);
}

base::Result<void> serve(const Arguments& arguments, const base::Clock& clock, const base::Log& log) {
  YX_TRY(const crypto::Engine engine, crypto::parse_engine(arguments.engine));
  YX_CHECK(crypto::use_engine(engine));
  YX_CHECK(signer::harden_process(arguments.allow_root));
  YX_TRY(const signer::Fd stop, stop_signals());
  YX_TRY(const auto desk,
         signer::Desk::open(arguments.desk, clock, log, std::make_unique<signer::SoftwareBackend>()));
  signer::DaemonOptions options;
  options.socket_path = arguments.socket;
  options.allowed_uids = arguments.allowed_uids;
  options.stop_fd = stop.get();
  YX_TRY(options.group, find_group(arguments.group));
  YX_TRY(const auto daemon, signer::Daemon::start(std::move(options), *desk));
  std::cout << "ready" << std::endl;
  daemon->run();
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Holds an authority's private keys and signs what its limits allow.", "yinxin-signerd");
  Arguments arguments;
  declare(app, arguments);
  CLI11_PARSE(app, argc, argv);
  if (arguments.desk.journal_path.empty())
    arguments.desk.journal_path = arguments.desk.keys_folder + "/journal";
  if (arguments.allowed_uids.empty()) arguments.allowed_uids.push_back(geteuid());
  const base::SystemClock machine;
  base::MovableClock clock(machine);
  if (arguments.desk.demonstration) arguments.desk.movable = &clock;
  const base::Log log(clock, base::LogLevel::Info);
  const auto served = serve(arguments, clock, log);
  if (served) return 0;
  log.critical("signer.failed", {{"error", served.error()}});
  return 1;
}
