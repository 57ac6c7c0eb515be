// The socket and the loop: one thread, poll(2), one round after another. A round reads from every peer,
// dispatches whole requests, makes what they signed durable with one write and one sync, then lets the
// answers go.
#pragma once

#include <sys/types.h>

#include <optional>

#include "signer/daemon/connection.hpp"
#include "signer/daemon/dispatch.hpp"

namespace yinxin::signer {

struct DaemonOptions {
  std::string socket_path;
  std::vector<uid_t> allowed_uids;  // by SO_PEERCRED; anybody else is closed at once
  std::optional<gid_t> group;       // may open the socket (mode 0660); none: the owner only (0600)
  int stop_fd = -1;                 // readable: stop
};

class Daemon {
 public:
  static constexpr std::size_t kMaxConnections = 64;

  /// Listens on return. `desk` must outlive this. Errors: Unavailable `signer.socket`.
  static base::Result<std::unique_ptr<Daemon>> start(DaemonOptions options, Desk& desk);
  ~Daemon();

  /// Until the stop descriptor is readable. Then nobody new is accepted, what was read is finished and
  /// answered.
  void run();

 private:
  struct Held {  // an answer that waits for the journal
    std::uint64_t connection;
    std::uint64_t number;
    std::uint8_t type;
    base::Bytes body;
  };

  Daemon(DaemonOptions options, Desk& desk, Fd listener);
  bool wait();
  void accept_all();
  bool is_allowed(int fd);
  void serve(Connection& connection);
  void refuse_malformed(Connection& connection, std::uint64_t number, const base::Error& error);
  bool round_is_due() const;
  void commit_round();
  void send_answer(std::uint64_t connection, std::uint64_t number, std::uint8_t type, base::Bytes body);
  bool has_work() const;
  void drain();

  const DaemonOptions options_;
  Desk& desk_;
  Dispatcher dispatcher_;
  Fd listener_;
  std::map<std::uint64_t, Connection> connections_;
  std::uint64_t next_connection_ = 1;
  std::vector<Held> held_;
  bool idle_ = false;  // the last wait ended without an event
  std::uint64_t refused_peers_ = 0;
  std::uint64_t malformed_messages_ = 0;
};

}  // namespace yinxin::signer
