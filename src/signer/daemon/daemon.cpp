#include "signer/daemon/daemon.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace yinxin::signer {
namespace {

using base::Result;

constexpr std::chrono::milliseconds kNoteDelay{
    1000};  // OCSP counts wait that long for company on their way to disk
constexpr std::chrono::milliseconds kTick = kNoteDelay;  // a round at least, while counts or shares wait
constexpr int kDrainStepMs = 100;
constexpr int kDrainSteps = 50;  // 5 s (decisions.md 11) for peers to read their last answers

}  // namespace

Result<std::unique_ptr<Daemon>> Daemon::start(DaemonOptions options, Desk& desk) {
  YX_TRY(Fd listener, listen_unix(options.socket_path, 0600));
  if (options.group) {
    const char* path = options.socket_path.c_str();
    if (chown(path, static_cast<uid_t>(-1), *options.group) != 0 || chmod(path, 0660) != 0) {
      return base::make_error(base::ErrorKind::Unavailable, "signer.socket",
                              with_errno("giving the socket to its group"));
    }
  }
  return std::unique_ptr<Daemon>(new Daemon(std::move(options), desk, std::move(listener)));
}

Daemon::Daemon(DaemonOptions options, Desk& desk, Fd listener)
    : options_(std::move(options)),
      desk_(desk),
      dispatcher_(desk, [this] { commit_round(); }),
      listener_(std::move(listener)) {}

Daemon::~Daemon() {
  unlink(options_.socket_path.c_str());
}

void Daemon::run() {
  while (wait()) {
    accept_all();
    for (auto& [id, connection] : connections_) serve(connection);
    desk_.shares.drop_old(desk_.clock.now());
    if (round_is_due()) commit_round();
    for (auto& [id, connection] : connections_) connection.flush();
    std::erase_if(connections_, [&](const auto& entry) {
      if (entry.second.over()) desk_.drop_connection(entry.first);
      return entry.second.over();
    });
  }
  drain();
}

/// Waits for something to do and reads from whoever sent; false when it is time to stop.
bool Daemon::wait() {
  std::vector<pollfd> fds;
  fds.push_back({options_.stop_fd, POLLIN, 0});
  fds.push_back({listener_.get(), POLLIN, 0});
  for (const auto& [id, connection] : connections_) {
    const int events =
        (connection.wants_to_read() ? POLLIN : 0) | (connection.wants_to_write() ? POLLOUT : 0);
    fds.push_back({connection.fd(), static_cast<short>(events), 0});
  }
  const bool ticks = desk_.journal->notes_since() || desk_.shares.count() > 0;
  const int delay = ticks ? static_cast<int>(kTick.count()) : -1;
  idle_ = poll(fds.data(), fds.size(), has_work() ? 0 : delay) == 0;
  auto ready = fds.begin() + 2;
  for (auto& [id, connection] : connections_) {
    if ((ready->revents & (POLLIN | POLLHUP | POLLERR)) != 0) connection.receive();
    ++ready;
  }
  return fds[0].revents == 0;
}

/// A request is here whole and may be taken: poll() would not tell.
bool Daemon::has_work() const {
  return std::any_of(connections_.begin(), connections_.end(), [](const auto& entry) {
    const auto next = entry.second.next();
    return !next || next->has_value();
  });
}

void Daemon::accept_all() {
  while (true) {
    Fd fd(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!fd) return;
    if (!is_allowed(fd.get())) {
      desk_.log.warning("signer.peer.refused", {{"so_far", ++refused_peers_}});
      continue;
    }
    if (connections_.size() >= kMaxConnections) {
      desk_.log.warning("signer.peer.too_many");
      continue;
    }
    const std::uint64_t id = next_connection_++;
    connections_.emplace(id, Connection(std::move(fd), id));
  }
}

bool Daemon::is_allowed(int fd) {
  ucred peer{};
  socklen_t size = sizeof(peer);
  if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || size != sizeof(peer)) return false;
  return std::find(options_.allowed_uids.begin(), options_.allowed_uids.end(), peer.uid) !=
         options_.allowed_uids.end();
}

void Daemon::serve(Connection& connection) {
  while (!connection.over()) {
    const auto next = connection.next();
    if (!next) return refuse_malformed(connection, 0, next.error());
    if (!next->has_value()) return;
    const Frame frame = **next;
    Outcome outcome = dispatcher_.dispatch(connection.id(), frame);
    connection.release(frame);
    if (outcome.malformed) return refuse_malformed(connection, frame.number, *outcome.malformed);
    if (outcome.after_commit) {
      Held held{connection.id(), frame.number, outcome.type, std::move(outcome.body)};
      held_.push_back(std::move(held));
    } else {
      send_answer(connection.id(), frame.number, outcome.type, std::move(outcome.body));
    }
  }
}

void Daemon::refuse_malformed(Connection& connection, std::uint64_t number, const base::Error& error) {
  desk_.log.warning("signer.message.malformed", {{"error", error}, {"so_far", ++malformed_messages_}});
  connection.queue(encode_frame(kErrorAnswer, number, encode_error(error)));
  connection.flush();
  connection.end();
}

bool Daemon::round_is_due() const {
  if (!held_.empty()) return true;
  const auto since = desk_.journal->notes_since();
  return since && (idle_ || desk_.clock.now() - *since >= kNoteDelay);
}

/// One write, one sync for all that was signed since the last; no answer leaves before (decisions.md 3).
void Daemon::commit_round() {
  const Result<void> durable = desk_.journal->commit();
  if (!durable) desk_.log.error("signer.journal.failed", {{"error", durable.error()}});
  for (Held& held : held_) {
    if (durable) {
      send_answer(held.connection, held.number, held.type, std::move(held.body));
    } else {
      base::wipe(held.body);
      send_answer(held.connection, held.number, kErrorAnswer, encode_error(durable.error()));
    }
  }
  held_.clear();
}

void Daemon::send_answer(std::uint64_t connection, std::uint64_t number, std::uint8_t type,
                         base::Bytes body) {
  base::Bytes frame = encode_frame(type, number, body);
  const auto found = connections_.find(connection);
  if (found != connections_.end()) found->second.queue(frame);
  base::wipe(frame);  // either may hold a data key
  base::wipe(body);
}

/// Requests that were read whole are answered; then peers have a moment to read.
void Daemon::drain() {
  listener_ = Fd();
  for (auto& [id, connection] : connections_) serve(connection);
  commit_round();
  for (int step = 0; step < kDrainSteps; ++step) {
    std::vector<pollfd> fds;
    for (auto& [id, connection] : connections_) {
      connection.flush();
      if (!connection.over() && connection.wants_to_write()) fds.push_back({connection.fd(), POLLOUT, 0});
    }
    if (fds.empty()) break;
    poll(fds.data(), fds.size(), kDrainStepMs);
  }
  connections_.clear();
}

}  // namespace yinxin::signer
