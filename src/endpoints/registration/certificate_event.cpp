// POST /certificates/{serial}/events: a step in the life of an issued certificate (acceptance, suspension,
// revocation; article 18), for who knows it by its serial. The same procedure, the same checks.
#include <limits>

#include "endpoints/inputs.hpp"
#include "endpoints/registration/event_request.hpp"
#include "endpoints/registration/operations.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<std::string> application_of(const Services& services, const std::string& text) {
  YX_TRY(const x509::Serial serial, x509::Serial::from_hex(text));
  return services.registration.number_of(serial);
}

std::string recovered_receipt(const authority::CertificateRecord& record) {
  http::JsonWriter json;
  json.object([&] {
    json.text("number", "").text("state", record.revoked_at ? "revoked" : "active");
    json.integer("version", 0).text("query_url", "/certificates/" + record.serial.to_hex());
    json.text("serial", record.serial.to_hex());
  });
  return json.text();
}

/// Its holder, who has no application here, may ask.
bool is_taken(const Services& services, const std::string& text) {
  const auto serial = x509::Serial::from_hex(text);
  const auto found =
      serial ? services.authority.find(*serial) : base::Result<authority::CertificateRecord>(serial.error());
  return found && services.authority.taken(found->authority).has_value();
}

/// One without an application: what a restore found in the signer's log, or what was taken over.
void try_recovered(const Services& services, const Call& call, const http::JsonReader& body) {
  const auto serial = x509::Serial::from_hex(call.request().path_parameter("serial"));
  if (!serial) return call.fail(serial.error());
  const std::string event = body.text("event", kMaxEventName);
  static_cast<void>(body.optional_integer("version", 0, std::numeric_limits<std::int64_t>::max()));
  const procedure::Transition* transition = services.registration.procedure_now().find(event, "suspended");
  procedure::Values inputs;
  if (transition != nullptr) {
    inputs = read_inputs(body, *transition);
    if (const auto read = body.finish(); !read) return call.fail(read.error());
  }
  services.registration.perform_on_recovered(
      *serial, event, inputs, call.actor(),
      call.remember<authority::CertificateRecord>(200, recovered_receipt),
      call.completion<authority::CertificateRecord>());
}

}  // namespace

http::Route certificate_event(const Services& services) {
  const auto handle = [&services](Call call, const http::JsonReader& body) {
    const std::string& serial = call.request().path_parameter("serial");
    auto number = application_of(services, serial);
    if (!number && number.error().kind == base::ErrorKind::NotFound &&
        (!call.actor().roles.empty() || is_taken(services, serial)))
      return try_recovered(services, call, body);
    if (!number) return call.fail(std::move(number).error());
    try_event(services, call, body, *std::move(number));
  };
  return signed_write(services, "certificateEvent", http::Method::Post, "/certificates/{serial}/events",
                      handle, kMaxEventBody);
}

}  // namespace yinxin::endpoints
