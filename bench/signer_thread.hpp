// A software signer daemon on a thread of the benchmark, so that its CPU time counts as ours, with its
// journal on the disk that holds the programs: commits there cost what they cost in service.
#pragma once

#include <sys/eventfd.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "folder.hpp"
#include "report.hpp"
#include "signer/client.hpp"
#include "signer/daemon/backend_software.hpp"
#include "signer/daemon/daemon.hpp"

namespace yinxin::bench {

class SignerThread {
 public:
  SignerThread(const Folder& data, const base::Clock& clock) : log_(clock, base::LogLevel::Critical) {
    signer::DeskOptions desk_options;
    desk_options.keys_folder = data / "keys";
    desk_options.journal_path = data / "journal";
    desk_options.initialise = true;
    desk_ = need(signer::Desk::open(desk_options, clock, log_, std::make_unique<signer::SoftwareBackend>()));
    signer::DaemonOptions options;
    options.socket_path = socket_folder_ / "s";
    options.allowed_uids = {geteuid()};
    options.stop_fd = stop_fd_.get();
    daemon_ = need(signer::Daemon::start(options, *desk_));
    thread_ = std::thread([this] { daemon_->run(); });
    client = signer::Client::make(options.socket_path);
    const base::Bytes credential(32, 7);
    need(client->unlock(signer::KeyClass::Online, base::SecretBytes::copy_of(credential)));
  }
  SignerThread(const SignerThread&) = delete;
  SignerThread& operator=(const SignerThread&) = delete;
  ~SignerThread() {
    client.reset();
    eventfd_write(stop_fd_.get(), 1);
    thread_.join();
  }

  crypto::Sm2PublicKey make_key(const std::string& id, std::uint32_t purposes,
                                const std::string& origin = {}) {
    signer::KeySpec spec{id, signer::KeyClass::Online, {}};
    spec.limits.purposes = purposes;
    spec.limits.origin = origin;
    return need(client->generate(spec)).public_key;
  }

  std::unique_ptr<signer::Client> client;

 private:
  base::Log log_;
  Folder socket_folder_{"/tmp/yxb"};  // a socket's path has at most 107 characters
  signer::Fd stop_fd_{eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  std::unique_ptr<signer::Desk> desk_;
  std::unique_ptr<signer::Daemon> daemon_;
  std::thread thread_;
};

/// How many calls are under way; the submitting thread waits here rather than run ahead.
class InFlight {
 public:
  explicit InFlight(std::size_t most) : most_(most) {}
  void enter() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return count_ < most_; });
    ++count_;
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    --count_;
    changed_.notify_all();
  }
  void wait_empty() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return count_ == 0; });
  }

 private:
  const std::size_t most_;
  std::size_t count_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
};

}  // namespace yinxin::bench
