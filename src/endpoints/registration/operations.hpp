// The operations on applications and on the life of certificates (articles 18, 20, 21). Each is made in the
// file of its name; all are signed but procedure_show, class_list and
// roster_link_look.
#pragma once

#include "endpoints/services.hpp"

namespace yinxin::endpoints {

http::Route application_submit(const Services& services);
http::Route application_show(const Services& services);
http::Route application_list(const Services& services);
http::Route application_search(const Services& services);
http::Route application_event(const Services& services);
http::Route application_material(const Services& services);
http::Route application_notification(const Services& services);
http::Route application_agreement(const Services& services);
http::Route application_look(const Services& services);
http::Route application_openings(const Services& services);
http::Route application_destruction_list(const Services& services);
http::Route certificate_event(const Services& services);
http::Route certificate_call(const Services& services);
http::Route certificate_call_answers(const Services& services);
http::Route loss_report_search(const Services& services);
http::Route batch_submit(const Services& services);
http::Route batch_list(const Services& services);
http::Route batch_show(const Services& services);
http::Route batch_rows(const Services& services);
http::Route roster_submit(const Services& services);
http::Route roster_list(const Services& services);
http::Route roster_show(const Services& services);
http::Route roster_rows(const Services& services);
http::Route roster_links(const Services& services);
http::Route roster_issue(const Services& services);
http::Route roster_revoke(const Services& services);
http::Route roster_order_show(const Services& services);
http::Route roster_order_rows(const Services& services);
http::Route roster_link_look(const Services& services);
http::Route roster_link_enter(const Services& services);
http::Route qr_code_list(const Services& services);
http::Route procedure_show(const Services& services);
http::Route class_list(const Services& services);

}  // namespace yinxin::endpoints
