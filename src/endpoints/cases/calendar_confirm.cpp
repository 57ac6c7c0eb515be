// POST /calendar/notices/{number}/confirmation: a second officer confirms it; running clocks are counted
// again right after the answer.
#include "endpoints/cases/calendar_json.hpp"
#include "endpoints/cases/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

namespace {

constexpr std::size_t kMaxConfirmation = 1024;

}  // namespace

http::Route calendar_confirm(const Office& office) {
  const auto handle = [&office](const Call& call, const http::JsonReader& body) {
    const auto sound = body.finish();
    if (!sound) return call.fail(sound.error());
    const auto number = notice_number(call.request());
    if (!number) return call.fail(number.error());
    office.desk.service.confirm_notice(*number, call.actor(),
                                       call.remember<cases::CalendarNotice>(200, notice_json),
                                       call.completion<cases::CalendarNotice>());
  };
  return signed_write(office, "calendarConfirm", http::Method::Post,
                      "/calendar/notices/{number}/confirmation", handle, kMaxConfirmation);
}

}  // namespace yinxin::endpoints
