// POST /calendar/notices: an officer enters the year's notice of days off; nothing is counted by it yet.
#include "endpoints/cases/calendar_json.hpp"
#include "endpoints/cases/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

namespace {

constexpr std::size_t kMaxNoticeWord = 1024;  // octets of its number; the service has its own limit
constexpr std::size_t kMaxNoticeBody = 6 * cases::Service::kMaxNoticeBytes;  // escaped

}  // namespace

http::Route calendar_propose(const Office& office) {
  const auto handle = [&office](const Call& call, const http::JsonReader& body) {
    const std::string notice = body.text("notice", kMaxNoticeWord);
    const std::string content = body.text("content", kMaxNoticeBody);
    const auto sound = body.finish();
    if (!sound) return call.fail(sound.error());
    office.desk.service.propose_notice(notice, content, call.actor(),
                                       call.remember<cases::CalendarNotice>(201, notice_json),
                                       call.completion<cases::CalendarNotice>());
  };
  return signed_write(office, "calendarPropose", http::Method::Post, "/calendar/notices", handle,
                      kMaxNoticeBody);
}

}  // namespace yinxin::endpoints
