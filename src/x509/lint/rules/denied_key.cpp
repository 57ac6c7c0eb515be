// Not a key whose private half is known: of the standard's example, of the smallest private keys, of reported
// compromises. Nor the issuer's own key.
#include <algorithm>

#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kKnown, kDenied, kIssuersOwn };
constexpr Message kMessages[] = {
    {"公钥对应的私钥是公开的", "the private half of this key is public knowledge"},
    {"公钥已被列为失密", "this key is on the list of compromised keys"},
    {"公钥与签发者的公钥相同", "this is the issuer's own key"},
};

// X coordinates, so that each stands for d and n - d. The example of GB/T 32918.5-2017 annex A, then d = 1
// to 8.
constexpr std::string_view kKnownX[] = {
    "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020",
    "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7",
    "56cefd60d7c87c000d58ef57fa73ba4d9c0dfa08c08a7331495c2e1da3f2bd52",
    "a97f7cd4b3c993b4be2daa8cdb41e24ca13f6bd945302244e26918f1d0509ebf",
    "c239507105c683242a81052ff641ed69009a084ad5cc937db21646cd34a0ced5",
    "c749061668652e26040e008fdd5eb77a344a417b7fce19dba575da57cc372a9e",
    "0927afb57d93483bbb17c93e71f22a3105ff8856a66016892c8b1a1a3c4b0d30",
    "ddf092555409c19dfdbe86a75c139906a80198337744ee78cd27e384d9fcaf15",
    "b9c3faeb4b1610713db4333d4e860e64d4ea35d60c1c29bb675d822ded0bb916",
};

void check(const LintSubject& subject, LintNotes& notes) {
  const crypto::Sm2PublicKey& key = subject.tbs.public_key;
  const std::string x = base::to_hex(base::ByteView(key.point()).subspan(1, 32));
  if (std::find(std::begin(kKnownX), std::end(kKnownX), x) != std::end(kKnownX)) notes.add(kKnown);
  const auto* denied = subject.context.denied_keys;
  if (denied != nullptr && denied->count(key_identifier(key)) != 0) notes.add(kDenied);
  if (subject.context.issuer != nullptr && subject.context.issuer->tbs().public_key == key)
    notes.add(kIssuersOwn);
}

}  // namespace

const LintRule kDeniedKey{
    .id = "denied_key",
    .source = "Order No. 4, article 22; CA/Browser Forum BR 6.1.1.3",
    .effective = kOrder4Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
