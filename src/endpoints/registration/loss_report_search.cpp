// POST /loss-reports/search: whoever has lost the key seldom knows the serial. Certificates in use by the
// number of the holder's paper, for the officer on duty: names masked, and without the number of the
// application, which the caller may be asked for. A POST because numbers of people never stand in an address.
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/application_json.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

using registration::Application;

namespace {

constexpr std::size_t kMaxWordOctets = 256;  // of a kind or number
constexpr std::size_t kMaxLossSearchBody = 4096;
constexpr std::int64_t kMaxOfHolder = 200;  // as of a page

/// Whether a call about it can be taken.
bool may_be_lost(const Services& services, const Application& application) {
  return application.serial &&
         services.registration.procedure_of(application).find("question_caller", application.state) !=
             nullptr;
}

void write_found(http::JsonWriter& json, const Services& services, const Application& application) {
  json.object([&] {
    json.text("serial", application.serial->to_hex()).text("profile", application.form.profile);
    write_state(json, services.registration.procedure_of(application), application.state);
    write_subject(json, application.form);
  });
}

base::Result<std::string> find_lost(const Services& services, const officers::Actor& actor,
                                    const http::JsonReader& body) {
  YX_CHECK(officers::require_role(actor, officers::Role::SupportOfficer));
  const auto kind = x509::identity_kind(body.text("kind", kMaxWordOctets));
  const std::string number = body.text("number", kMaxWordOctets);
  if (!kind) body.fault("kind", "is no kind of number of ours");
  YX_CHECK(body.finish());
  YX_TRY(std::string canonical, x509::canonical_identity_number(*kind, number));
  registration::Service::Filter filter;
  filter.identity = registration::IdentityNumber{*kind, std::move(canonical)};
  YX_TRY(auto applications, services.registration.list(filter, "", kMaxOfHolder));
  YX_CHECK(hide_closed(services, actor, applications));
  http::JsonWriter json;
  json.object([&] {
    json.array("certificates", [&] {
      for (const Application& one : applications) {
        if (may_be_lost(services, one)) write_found(json, services, one);
      }
    });
  });
  return json.text();
}

}  // namespace

http::Route loss_report_search(const Services& services) {
  const auto handle = [&services](const Call& call, const http::JsonReader& body) {
    auto found = find_lost(services, call.actor(), body);
    if (!found) return call.fail(std::move(found).error());
    call.answer(200, std::move(*found));
  };
  return signed_write(services, "lossReportSearch", http::Method::Post, "/loss-reports/search", handle,
                      kMaxLossSearchBody);
}

}  // namespace yinxin::endpoints
