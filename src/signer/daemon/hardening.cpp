#include "signer/daemon/hardening.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

#include "signer/unix_socket.hpp"

namespace yinxin::signer {

base::Result<void> harden_process(bool allow_root) {
  if (geteuid() == 0 && !allow_root) {
    return base::make_error(base::ErrorKind::Refused, "signer.root", "run it as a user of its own");
  }
  const rlimit none{0, 0};
  const bool done = setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
                    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && std::signal(SIGPIPE, SIG_IGN) != SIG_ERR &&
                    std::signal(SIGXFSZ, SIG_IGN) != SIG_ERR;
  if (!done)
    return base::make_error(base::ErrorKind::Internal, "signer.hardening",
                            with_errno("giving up privileges"));
  umask(0077);
  return {};
}

}  // namespace yinxin::signer
