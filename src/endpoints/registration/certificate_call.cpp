// POST /certificates/{serial}/calls: somebody telephones that the key is lost (article 18). The office draws
// the questions that the officer on duty puts.
#include "endpoints/registration/call_json.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

using registration::Application;

namespace {

constexpr std::size_t kMaxCallBody = 4096;
constexpr std::size_t kMaxNote = 2000;  // octets; the procedure counts its 500 characters

void take_call(const Services& services, const Call& call, const http::JsonReader& body) {
  const std::string note = body.text("note", kMaxNote);
  if (const auto read = body.finish(); !read) return call.fail(read.error());
  auto number = called_about(services, call.request().path_parameter("serial"), call.actor());
  if (!number) return call.fail(std::move(number).error());
  const auto rules = services.registration.loss_rules(*number);
  if (!rules) return call.fail(rules.error());
  const auto to_json = [&services, rules = *rules](const Application& application) {
    return call_json(services, rules, application);
  };
  services.registration.question_caller(*number, note, call.actor(), call.remember<Application>(201, to_json),
                                        call.completion<Application>());
}

}  // namespace

http::Route certificate_call(const Services& services) {
  const auto handle = [&services](const Call& call, const http::JsonReader& body) {
    take_call(services, call, body);
  };
  return signed_write(services, "certificateCall", http::Method::Post, "/certificates/{serial}/calls", handle,
                      kMaxCallBody);
}

}  // namespace yinxin::endpoints
