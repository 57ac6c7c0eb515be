#include "signer/daemon/signed_act.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

#include "proof/json_object.hpp"
#include "signer/types.hpp"

namespace yinxin::signer {
namespace {

using base::Result;

constexpr std::string_view kParametersName = "@signature-params";
constexpr std::string_view kAlgorithm = "sm2-sm3";  // src/http/SIGNATURES.md
constexpr std::string_view kTag = "yinxin";
constexpr std::string_view kDigest = "sm3";
constexpr std::int64_t kLatestSecond = 253'402'300'799;  // 9999-12-31: times stay far from overflow

/// Takes text from its front; what does not fit leaves it failed.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool take(std::string_view expected) {
    if (failed_ || !rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }
  void need(std::string_view expected) { failed_ = !take(expected) || failed_; }
  /// The longest run of characters that `allowed` likes; at least one.
  template <class Allowed>
  std::string_view word(const Allowed& allowed) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), allowed);
    const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    if (failed_ || taken.empty()) failed_ = true;
    rest_.remove_prefix(taken.size());
    return taken;
  }
  std::int64_t integer() {
    const std::string_view digits = word([](char c) { return c >= '0' && c <= '9'; });
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size() || value > kLatestSecond) failed_ = true;
    return value;
  }
  /// A string of visible characters without the two that are escaped.
  std::string_view quoted() {
    need("\"");
    const std::string_view value =
        word([](char c) { return c >= 0x20 && c <= 0x7E && c != '"' && c != '\\'; });
    need("\"");
    return value;
  }
  bool at_end() const { return rest_.empty(); }
  bool good() const { return !failed_; }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

bool is_component_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '@';
}

struct Parameters {
  std::vector<std::string> components;
  std::map<std::string, std::string, std::less<>> texts;
  std::map<std::string, std::int64_t, std::less<>> numbers;
};

/// ("@method" "@target-uri" …);created=1;keyid="…";…
Result<Parameters> read_parameters(std::string_view text) {
  Parameters parameters;
  Reader in(text);
  in.need("(");
  do {
    in.need("\"");
    parameters.components.emplace_back(in.word(is_component_char));
    in.need("\"");
  } while (in.good() && parameters.components.size() < kMaxActComponents && in.take(" "));
  in.need(")");
  while (in.good() && !in.at_end()) {
    in.need(";");
    const std::string name(in.word([](char c) { return c >= 'a' && c <= 'z'; }));
    in.need("=");
    const bool number = name == "created" || name == "expires";
    const bool is_new = number ? parameters.numbers.emplace(name, in.integer()).second
                               : parameters.texts.emplace(name, in.quoted()).second;
    if (!is_new) return act_refused("a signature parameter twice");
  }
  if (!in.good()) return act_refused("its signature parameters are not in our form");
  return parameters;
}

using Lines = std::vector<std::pair<std::string_view, std::string_view>>;

/// "name": value, a line each; the last one has no line break.
Result<Lines> read_lines(std::string_view text) {
  Lines lines;
  while (lines.size() <= kMaxActComponents) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const std::size_t colon = line.find("\": ");
    if (!line.starts_with('"') || colon == std::string_view::npos) break;
    lines.emplace_back(line.substr(1, colon - 1), line.substr(colon + 3));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
  return act_refused("its base is not in our form");
}

/// The lines that the parameters name, in their order, each once.
Result<void> check_order(const Lines& lines, const Parameters& parameters) {
  bool same = lines.size() == parameters.components.size() + 1;
  for (std::size_t i = 0; same && i + 1 < lines.size(); ++i) {
    same = lines[i].first == parameters.components[i];
    for (std::size_t j = 0; j < i; ++j) same = same && lines[i].first != lines[j].first;
  }
  if (!same) return act_refused("its base and its parameters do not name the same");
  return {};
}

const std::string_view* find_line(const Lines& lines, std::string_view name) {
  const auto found = std::ranges::find(lines, name, &Lines::value_type::first);
  return found == lines.end() ? nullptr : &found->second;
}

Result<void> check_profile(const Parameters& parameters) {
  const auto is = [&](std::string_view name, std::string_view value) {
    const auto found = parameters.texts.find(name);
    return found != parameters.texts.end() && found->second == value;
  };
  if (!is("alg", kAlgorithm) || !is("tag", kTag)) return act_refused("not a signature of our profile");
  if (!parameters.texts.contains("keyid") || !parameters.texts.contains("nonce") ||
      !parameters.numbers.contains("created")) {
    return act_refused("a signature parameter is missing");
  }
  return {};
}

/// sm3=:…: among what may stand beside it (RFC 9530 2).
Result<crypto::Sm3Digest> read_digest(std::string_view field) {
  std::optional<base::Bytes> ours;
  Reader in(field);
  do {
    const std::string_view name =
        in.word([](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    in.need("=:");
    const std::string_view value = in.word([](char c) { return c != ':' && c != ','; });
    in.need(":");
    if (name != kDigest || !in.good()) continue;
    auto octets = base::from_base64(value);
    if (ours || !octets) return act_refused("its content digest is not in our form");
    ours = std::move(octets).value();
  } while (in.good() && in.take(", "));
  crypto::Sm3Digest digest{};
  if (!in.good() || !in.at_end() || !ours || ours->size() != digest.size())
    return act_refused("its content digest is not in our form");
  std::ranges::copy(*ours, digest.begin());
  return digest;
}

/// scheme://authority/path?query, or the path alone.
Result<std::string> read_path(const Lines& lines) {
  std::string_view target;
  if (const std::string_view* uri = find_line(lines, "@target-uri")) {
    const std::size_t scheme = uri->find("://");
    const std::size_t slash = scheme == std::string_view::npos ? scheme : uri->find('/', scheme + 3);
    if (slash != std::string_view::npos) target = uri->substr(slash);
  } else if (const std::string_view* path = find_line(lines, "@path")) {
    target = *path;
  }
  if (!target.starts_with('/')) return act_refused("it does not cover the target");
  return std::string(target.substr(0, target.find('?')));
}

base::Time at_second(std::int64_t seconds) {
  return base::Time(std::chrono::seconds(seconds));
}

/// One segment of a path between `before` and `after`.
std::optional<std::string> segment(std::string_view path, std::string_view before, std::string_view after) {
  if (path.size() <= before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after))
    return std::nullopt;
  const std::string_view id = path.substr(before.size(), path.size() - before.size() - after.size());
  const bool sound =
      id.size() <= kMaxActIdBytes && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
      });
  if (!sound) return std::nullopt;
  return std::string(id);
}

}  // namespace

base::Error act_refused(std::string why) {
  return base::make_error(base::ErrorKind::Refused, "signer.act", std::move(why));
}

Result<ActBase> read_act_base(base::ByteView base) {
  YX_TRY(const Lines lines, read_lines(base::as_text(base)));
  if (lines.back().first != kParametersName) return act_refused("its base does not end in its parameters");
  YX_TRY(const Parameters parameters, read_parameters(lines.back().second));
  YX_CHECK(check_order(lines, parameters));
  YX_CHECK(check_profile(parameters));
  const std::string_view* method = find_line(lines, "@method");
  const std::string_view* digest = find_line(lines, "content-digest");
  if (method == nullptr) return act_refused("it does not cover the method");
  if (digest == nullptr) return act_refused("it does not cover the content");
  ActBase act;
  act.method = *method;
  YX_TRY(act.path, read_path(lines));
  YX_TRY(act.content_digest, read_digest(*digest));
  act.created = at_second(parameters.numbers.at("created"));
  const auto expires = parameters.numbers.find("expires");
  if (expires != parameters.numbers.end()) act.expires = at_second(expires->second);
  return act;
}

Result<ActOperation> read_act_operation(const ActBase& base) {
  using Kind = ActOperation::Kind;
  struct Form {
    Kind kind;
    std::string_view before;
    std::string_view after;
  };
  constexpr Form kForms[] = {{Kind::Issue, "/applications/", "/events"},
                             {Kind::IssueMany, "/rosters/", "/issue"},
                             {Kind::Authorise, "/officers/", "/authorisation"},
                             {Kind::AuthoriseRenewal, "/officers/", "/renewal/authorise"},
                             {Kind::CertifyTaker, "/ca/", "/takers"}};
  for (const Form& form : kForms) {
    auto subject = segment(base.path, form.before, form.after);
    if (subject && base.method == "POST") return ActOperation{form.kind, std::move(*subject)};
  }
  return act_refused("no operation by which a certificate is issued");
}

Result<ActContent> read_act_content(base::ByteView content, ActOperation::Kind kind) {
  const auto body = proof::JsonObject::parse(base::as_text(content), kMaxActContentBytes);
  if (!body) return act_refused("its content is no JSON in our form");
  ActContent said;
  if (kind == ActOperation::Kind::Issue || kind == ActOperation::Kind::IssueMany) {
    const auto event = body->text("event");
    if (!event || *event != "issue") return act_refused("its event is not issue");
  }
  if (kind == ActOperation::Kind::IssueMany) {
    const auto keys = body->number("keys");
    const auto root = body->text("keys_root");
    if (!keys || *keys == 0 || *keys > kMaxActKeys || !root)
      return act_refused("its content names no keys, or too many");
    said.keys = *keys;
    said.keys_root = *root;
    return said;
  }
  if (kind == ActOperation::Kind::Issue) {
    const auto inputs = body->object("inputs");
    const auto key = inputs ? inputs->text("key_sm3") : Result<std::string>(inputs.error());
    if (!key) return act_refused("its content names no key");
    said.key_sm3 = *key;
    return said;
  }
  const auto key = body->text("key_sm3");
  if (kind == ActOperation::Kind::CertifyTaker) {
    if (!key) return act_refused("its content names no key");
    said.key_sm3 = *key;
    return said;
  }
  const auto title = body->text("title");
  if (!key || !title) return act_refused("its content names no key, or no title");
  said.key_sm3 = *key;
  said.title = *title;
  return said;
}

}  // namespace yinxin::signer
