// POST /certificates/{serial}/calls/answers: what the caller said, compared here with what is kept and kept
// nowhere. The act record keeps a digest of this body (its signature covers one), and answers are few and
// short: `salt` is why nobody finds them by trying.
#include "endpoints/registration/call_json.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using registration::Application;
using registration::CallerAnswer;

namespace {

constexpr std::size_t kMaxAnswersBody = 8 * 1024;
constexpr std::size_t kMaxQuestionWord = 64;
constexpr std::size_t kLeastSalt = 16;  // octets, random
constexpr std::size_t kMaxSalt = 64;

std::vector<CallerAnswer> read_answers(const http::JsonReader& body) {
  std::vector<CallerAnswer> answers;
  for (const http::JsonReader& one : body.objects("answers", std::size(policy::kLossQuestions)))
    answers.push_back(
        {one.text("question", kMaxQuestionWord), one.text("said", registration::kMaxSaid, true)});
  if (answers.empty()) body.fault("answers", "is missing or empty");
  if (body.octets("salt", kMaxSalt).size() < kLeastSalt) body.fault("salt", "is shorter than 16 octets");
  return answers;
}

void hear_answers(const Services& services, const Call& call, const http::JsonReader& body) {
  const std::vector<CallerAnswer> answers = read_answers(body);
  if (const auto read = body.finish(); !read) return call.fail(read.error());
  auto number = called_about(services, call.request().path_parameter("serial"), call.actor());
  if (!number) return call.fail(std::move(number).error());
  const auto rules = services.registration.loss_rules(*number);
  if (!rules) return call.fail(rules.error());
  const auto to_json = [&services, rules = *rules](const Application& application) {
    return call_json(services, rules, application);
  };
  services.registration.judge_caller(*number, answers, call.actor(), call.remember<Application>(200, to_json),
                                     call.completion<Application>());
}

}  // namespace

http::Route certificate_call_answers(const Services& services) {
  const auto handle = [&services](const Call& call, const http::JsonReader& body) {
    hear_answers(services, call, body);
  };
  return signed_write(services, "certificateCallAnswers", http::Method::Post,
                      "/certificates/{serial}/calls/answers", handle, kMaxAnswersBody);
}

}  // namespace yinxin::endpoints
