#include "endpoints/cases/operations.hpp"
#include "endpoints/compliance/operations.hpp"
#include "endpoints/demonstration/operations.hpp"
#include "endpoints/documents/operations.hpp"
#include "endpoints/evidence/operations.hpp"
#include "endpoints/exchange/operations.hpp"
#include "endpoints/filings/operations.hpp"
#include "endpoints/instruments/operations.hpp"
#include "endpoints/officers/operations.hpp"
#include "endpoints/operations.hpp"
#include "endpoints/policy/operations.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/supervision/operations.hpp"
#include "endpoints/tips/operations.hpp"

namespace yinxin::endpoints {

namespace {

/// What provider and regulator have alike.
void add_office(http::Router& router, const Office& office) {
  using Make = http::Route (*)(const Office&);
  constexpr Make kOperations[] = {
      // status, authority, ledger
      crl_list, crl_download, authority_list, authority_certificate, certificate_chain, ledger_checkpoint,
      ledger_tile, ledger_cosigned, act_list,
      // officers
      officer_create, officer_authorise, officer_suspend, officer_resume, officer_close, officer_renew,
      officer_authorise_renewal, officer_list, officer_show,
      // cases
      procedure_list, procedure_read, case_list, case_open, case_show, case_event, reminder_list,
      case_file_add, opening_file_add, case_file_list, case_file_read, case_file_look, calendar_show,
      calendar_propose, calendar_moves, calendar_confirm,
      // documents
      document_list, document_issue, document_read, document_seal, document_verify,
      // exchange
      exchange_message, exchange_attachment, exchange_list};
  for (const Make make : kOperations) router.add(make(office));
  if (office.demonstration == nullptr) return;
  router.add(demonstration_clock(office));
  router.add(demonstration_clock_move(office));
}

}  // namespace

void add_routes(http::Router& router, const Services& services) {
  using Make = http::Route (*)(const Services&);
  constexpr Make kOperations[] = {
      // status, authority
      ocsp_post, ocsp_get, certificate_status, certificate_query, taker_certify,
      // policy
      licence_page, licence_import, rules_list, rules_current, rules_document, rules_profile, rules_propose,
      rules_approve, rules_publish, rules_file,
      // registration
      procedure_show, class_list, application_submit, application_show, application_list, application_search,
      application_event, application_material, application_notification, application_agreement,
      application_look, application_openings, application_destruction_list, certificate_event,
      certificate_call, certificate_call_answers, loss_report_search, batch_submit, batch_list, batch_show,
      batch_rows, roster_submit, roster_list, roster_show, roster_rows, roster_links, roster_issue,
      roster_revoke, roster_order_show, roster_order_rows, roster_link_look, roster_link_enter, qr_code_list,
      // filings
      filing_open, filing_add, filing_matter_settle, filing_list, filing_show, filing_file, filing_file_look,
      // compliance
      duty_calendar, condition_list, condition_enter, snapshot_list, snapshot_read, staff_list, staff_enter,
      staff_leave, annual_report_list, annual_report_read, annual_report_make, inventory_list, inventory_read,
      inventory_published, service_measures,
      // evidence
      evidence_build, evidence_look};
  add_office(router, services);
  for (const Make make : kOperations) router.add(make(services));
}

void add_routes(http::Router& router, const Supervision& supervision) {
  using Make = http::Route (*)(const Supervision&);
  constexpr Make kOperations[] = {
      register_list, register_history, snapshot_list, snapshot_read, ownership_show, decision_list,
      focus_list,
      // instruments
      draw_state, draw_list, draw_show, draw_commit, draw_reveal, draw_redraw, draw_record, expert_list,
      expert_pool, monitoring_set, monitoring_list, monitoring_show, alert_list, alert_show, alert_answer,
      alert_decide, witness_list, witness_checkpoint, witness_heads, witness_key,
      // tips
      tip_keys, tip_enrol, tip_submit, tip_show, tip_open, tip_share, tip_progress,
      // filings
      filing_list, filing_show, filing_file, filing_file_look};
  add_office(router, supervision);
  for (const Make make : kOperations) router.add(make(supervision));
}

}  // namespace yinxin::endpoints
