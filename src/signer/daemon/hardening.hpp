// What the process gives up before it sees a key. Dropping root itself is the launcher's affair (setpriv,
// decisions.md 11).
#pragma once

#include "base/result.hpp"

namespace yinxin::signer {

/// No core dumps, no ptrace and no /proc/self/mem by others (prctl PR_SET_DUMPABLE), no new privileges by
/// exec, files private by default. A full disk (SIGXFSZ) or a peer gone (SIGPIPE) is an error of one call,
/// not the end of the process. Errors: Refused `signer.root` (effective uid 0 without `allow_root`), Internal
/// `signer.hardening`.
base::Result<void> harden_process(bool allow_root);

}  // namespace yinxin::signer
