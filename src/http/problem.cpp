// One switch from kind to status and words; the rest is filling in members.
#include "http/problem.hpp"

#include "base/toml.hpp"
#include "http/json_writer.hpp"
#include "http/utf8.hpp"

namespace yinxin::http {
namespace {

using base::ErrorKind;

struct KindWords {
  int status;
  std::string_view title;
  std::string_view title_en;
  ErrorTexts::Sentences sentences;
};

const KindWords kMalformed{
    400,
    "格式错误",
    "Malformed",
    {"请求的内容或格式不符合要求，请检查后重新提交。", "The request is not well formed."}};
const KindWords kRefused{
    422, "不予办理", "Refused", {"依照规定，该请求不予办理。", "The rules do not allow this."}};
const KindWords kNotFound{404, "未找到", "Not found", {"没有找到所请求的内容。", "There is no such thing."}};
const KindWords kConflict{409,
                          "与现有记录冲突",
                          "Conflict",
                          {"该请求与已有记录冲突。", "This contradicts what is already recorded."}};
const KindWords kNotYet{409,
                        "条件尚未具备",
                        "Not yet",
                        {"前一步骤尚未完成，或者时间未到。", "An earlier step or a date is still missing."}};
const KindWords kTooLate{
    409, "已过期限", "Too late", {"办理期限或有效期已过。", "The period or the validity has ended."}};
const KindWords kUnauthenticated{
    401, "身份未确认", "Not authenticated", {"未能确认您的身份，请重新登录。", "Who asks is not proved."}};
const KindWords kForbidden{
    403, "没有权限", "Forbidden", {"您没有办理此事项的权限。", "You may not do this."}};
const KindWords kTooLarge{413,
                          "超出限制",
                          "Too large",
                          {"提交的内容超过允许的大小或者数量。", "This is over a limit of size or count."}};
const KindWords kTooMany{503,
                         "系统繁忙",
                         "Busy",
                         {"当前请求过多，请稍后再试。", "Too much is asked for at once; please try again."}};
const KindWords kUnavailable{
    503,
    "暂时不可用",
    "Unavailable",
    {"服务暂时不可用，请稍后再试。", "A part of the system does not answer; please try again."}};
const KindWords kInternal{500,
                          "系统内部错误",
                          "Internal error",
                          {"系统发生内部错误。请记下请求编号并联系系统管理员。",
                           "Something went wrong on our side; please quote the request id."}};

const KindWords& words_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Malformed:
      return kMalformed;
    case ErrorKind::Refused:
      return kRefused;
    case ErrorKind::NotFound:
      return kNotFound;
    case ErrorKind::Conflict:
      return kConflict;
    case ErrorKind::NotYet:
      return kNotYet;
    case ErrorKind::TooLate:
      return kTooLate;
    case ErrorKind::Unauthenticated:
      return kUnauthenticated;
    case ErrorKind::Forbidden:
      return kForbidden;
    case ErrorKind::TooLarge:
      return kTooLarge;
    case ErrorKind::TooMany:
      return kTooMany;
    case ErrorKind::Unavailable:
      return kUnavailable;
    case ErrorKind::Internal:
      return kInternal;
  }
  return kInternal;
}

bool reason_may_leave(ErrorKind kind) {
  return kind != ErrorKind::Internal && kind != ErrorKind::Unavailable;
}

base::Result<ErrorTexts::Sentences> read_entry(const base::TomlReader& file, const std::string& code) {
  YX_TRY(const base::TomlReader entry, file.table(code));
  YX_TRY(std::string zh, entry.get<std::string>("zh"));
  YX_TRY(std::string en, entry.get<std::string>("en"));
  if (zh.empty() || en.empty()) return entry.fault(zh.empty() ? "zh" : "en", "must not be empty");
  return ErrorTexts::Sentences{std::move(zh), std::move(en)};
}

}  // namespace

int status_of(ErrorKind kind) {
  return words_of(kind).status;
}

base::Result<ErrorTexts> ErrorTexts::load(const std::filesystem::path& file) {
  YX_TRY(const base::TomlReader reader, base::TomlReader::load(file));
  return read(reader);
}

base::Result<ErrorTexts> ErrorTexts::parse(std::string_view toml, std::string file) {
  YX_TRY(const base::TomlReader reader, base::TomlReader::parse(toml, std::move(file)));
  return read(reader);
}

base::Result<ErrorTexts> ErrorTexts::read(const base::TomlReader& reader) {
  ErrorTexts texts;
  for (const std::string& code : reader.keys()) {
    // A fault is noted by the reader; finish() reports all of them together.
    auto sentences = read_entry(reader, code);
    if (sentences) texts.by_code_.emplace(code, std::move(sentences).value());
  }
  YX_CHECK(reader.finish());
  return texts;
}

const ErrorTexts::Sentences& ErrorTexts::find(const base::Error& error) const {
  const auto found = by_code_.find(error.code);
  return found != by_code_.end() ? found->second : words_of(error.kind).sentences;
}

Response problem(const base::Error& error, const ErrorTexts& texts, std::string_view request_id,
                 const ProblemDetails& details) {
  const KindWords& words = words_of(error.kind);
  const ErrorTexts::Sentences& sentences = texts.find(error);
  const int status = details.status.value_or(words.status);
  JsonWriter document;
  document.object([&] {
    document.text("type", "urn:yinxin:error:" + error.code);
    document.text("title", words.title).text("title_en", words.title_en);
    document.integer("status", status).text("code", error.code);
    document.text("detail", sentences.zh).text("detail_en", sentences.en);
    if (!error.detail.empty() && reason_may_leave(error.kind))
      document.text("reason", valid_utf8(error.detail));
    if (!error.article.empty()) document.text("article", error.article);
    document.text("instance", "urn:yinxin:request:" + std::string(request_id));
  });
  Response response = with_body(status, kProblemType, base::to_bytes(document.text()));
  // The scheme's name is ours: RFC 9421 registers none, and 401 must name one.
  if (status == 401) response.headers.add("WWW-Authenticate", "Signature");
  if (status == 429 || status == 503) {
    response.headers.add("Retry-After", std::to_string(details.retry_seconds.value_or(kRetrySeconds)));
  }
  return response;
}

}  // namespace yinxin::http
