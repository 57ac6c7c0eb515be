// Tips (举报, article 41; 商用密码管理条例 article 49) as others see them. Nothing here says who reports.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/types.hpp"
#include "supervision/tips/seal.hpp"

namespace yinxin::supervision {

inline constexpr std::string_view kTipProcedure = "tip";
/// Party of every tip's case: who reports is nobody's to see, and is no party of what follows.
inline constexpr std::string_view kTipParty = "tip";
inline constexpr std::size_t kMaxTipReason = 500;  // characters

/// A handler's encryption key.
struct HandlerKey {
  crypto::Sm2PublicKey key;
  std::string handler;  // actor
  base::Time since;
};

/// A tip as it comes in.
struct NewTip {
  std::string scope;
  procedure::Values inputs;  // of `tip_off`, without the reporter's seal
  base::Bytes seal;          // TipSeal; empty: nobody is named
};

/// What a reader is given.
struct TipContent {
  struct Part {
    std::string id;  // of the input
    procedure::Label label;
    std::string text;
  };
  std::vector<Part> parts;      // what was entered at level L3, but for the seal
  base::Bytes seal;             // TipSeal; empty: it was not asked for
  std::vector<SealWrap> wraps;  // those that the reader's keys open
};

struct TipOpening {
  std::string actor;
  std::string reason;
  bool with_seal = false;
  base::Time at;
};

/// For those who work on it.
struct TipNote {
  cases::Case found;  // without anything of L3
  procedure::Label state;
  bool named = false;
  std::vector<TipOpening> openings;  // in order
};

/// For who reported.
struct TipProgress {
  std::string number;
  std::string state;  // id
  procedure::Label label;
  base::Time received_at;
  std::string answer;  // what was told, or why it is not handled; empty: nothing yet
};

struct TipShare {
  std::string number;
  SealWrap wrap;
};

}  // namespace yinxin::supervision
