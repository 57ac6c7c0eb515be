// No number of a person in clear: certificates are public. A clear number stands only where profile and filed
// policy say so.
#include "x509/identity_number.hpp"
#include "x509/lint/rules/rules.hpp"

namespace yinxin::x509::rules {
namespace {

enum : std::size_t { kInSubject, kInExtension, kClear, kForm };
constexpr Message kMessages[] = {
    {"持有人名称含有疑似身份证号码", "the subject has what looks like a citizen identification number"},
    {"扩展项含有疑似身份证号码", "an extension has what looks like a citizen identification number"},
    {"身份标识扩展项以明文载有号码", "an identity extension shows a number in clear"},
    {"身份标识扩展项的形式不符合模板", "an identity extension is not of the form that the profile says"},
};

/// Octet for octet what identity.hpp writes, of a kind that the profile has, and hidden unless it may be
/// clear.
void check_identity(const LintSubject& subject, const Extension& extension, LintNotes& notes) {
  const auto identity = decode_identity(extension);
  if (!identity || !identity->kind || identity->form == IdentityForm::Empty) return notes.add(kForm);
  const IdentityField* field = subject.profile.identity(*identity->kind);
  if (field == nullptr) return notes.add(kForm);
  const bool may_be_clear = is_identity_clear(*field, subject.context.filed);
  if (identity->form == IdentityForm::Clear && !may_be_clear) return notes.add(kClear);
  if (identity->form == IdentityForm::Commitment && may_be_clear) return notes.add(kForm);
  if (extension != write_identity(*identity->kind, identity->text)) return notes.add(kForm);
  if (may_be_clear &&
      canonical_identity_number(*identity->kind, identity->text).value_or("") != identity->text) {
    notes.add(kForm);
  }
}

void check(const LintSubject& subject, LintNotes& notes) {
  for (const Attribute& attribute : subject.tbs.subject.attributes()) {
    if (contains_resident_id_shape(attribute.value)) notes.add(kInSubject);
  }
  for (const Extension& extension : subject.tbs.extensions) {
    if (is_identity_extension(extension.id)) {
      check_identity(subject, extension, notes);
    } else if (contains_resident_id_shape(base::as_text(extension.value))) {
      notes.add(kInExtension);
    }
  }
}

}  // namespace

const LintRule kIdentityNumber{
    .id = "identity_number",
    .source = "Order No. 4, article 23; requirements.md Q32; decisions.md 7",
    .effective = kOrder4Effective,
    .severity = Severity::Error,
    .messages = kMessages,
    .check = check,
};

}  // namespace yinxin::x509::rules
