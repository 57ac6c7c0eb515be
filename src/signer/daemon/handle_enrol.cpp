// enrol, enrolled: the administrators whose word the signer itself takes (docs/decisions/0009). They are made
// known in the ceremony, under the same condition as the first credentials.
#include <algorithm>

#include "signer/daemon/handlers.hpp"

namespace yinxin::signer {
namespace {

using base::ErrorKind;
using base::make_error;
using base::Result;

Result<void> check_enrolment(const Journal& journal, const Enrolled& who) {
  const auto& there = journal.enrolled();
  const auto same_key = [&](const auto& one) {
    return one.first != who.id && base::equal(one.second.point, who.public_key.point());
  };
  if (!who.roles.empty() && std::any_of(there.begin(), there.end(), same_key))
    return make_error(ErrorKind::Conflict, "signer.enrolled", "another administrator has this key");
  if (!there.contains(who.id) && there.size() >= kMaxEnrolled) return refused("too many are enrolled");
  return {};
}

}  // namespace

Result<Reply> handle_enrol(Desk& desk, const Request& request) {
  YX_TRY(const Enrolled who, decode_enrol(request.body));
  if (!desk.options.initialise) return refused("enrolling belongs to the ceremony (--initialise)");
  Reply reply;
  if (!desk.journal->round_empty()) {
    reply.when = Reply::When::CommitFirst;
    return reply;
  }
  YX_CHECK(check_enrolment(*desk.journal, who));
  YX_TRY(const Circumstances here, desk.circumstances());
  EnrolRecord record;
  record.at = here.now;
  record.id = who.id;
  record.roles = who.roles;
  record.point = base::to_bytes(who.public_key.point());
  desk.journal->add(std::move(record));
  desk.log.info("signer.enrolled", {{"id", who.id}, {"roles", who.roles}});
  reply.when = Reply::When::AfterCommit;
  return reply;
}

Result<Reply> handle_enrolled(Desk& desk, const Request& request) {
  YX_CHECK(decode_empty(request.body));
  std::vector<Enrolled> all;
  for (const auto& [id, one] : desk.journal->enrolled()) {
    YX_TRY(auto key, crypto::Sm2PublicKey::from_point(one.point));
    all.push_back({id, one.roles, std::move(key)});
  }
  Reply reply;
  reply.body = encode_enrolled(all);
  return reply;
}

}  // namespace yinxin::signer
