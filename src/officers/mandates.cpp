// Within which limits an account acts: those of a delegated body (article 25), and of the right to a post
// (article 28). What the cases say is asked with every request; days are looked at here, so that nothing
// hangs on when a case takes note of them.
#include <algorithm>

#include "officers/state.hpp"

namespace yinxin::officers {

using base::ErrorKind;
using base::make_error;

namespace {

constexpr std::string_view kSetBody =
    "INSERT INTO officer_body (number, name, standing, agreement_to) VALUES ($1, $2, $3, $4) ON CONFLICT "
    "(number) DO UPDATE SET name = excluded.name, standing = excluded.standing, agreement_to = "
    "excluded.agreement_to";
constexpr std::string_view kSetOperator =
    "INSERT INTO officer_operator (officer, body, item, site, trained_to, stopped) SELECT id, $2, $3, $4, "
    "$5, 0 FROM officer WHERE id = $1 AND body = $2 ON CONFLICT (officer) DO UPDATE SET item = "
    "excluded.item, site = excluded.site, trained_to = excluded.trained_to, stopped = 0 WHERE "
    "officer_operator.stopped = 1";
constexpr std::string_view kStopOperator =
    "UPDATE officer_operator SET stopped = 1 WHERE body = $1 AND item = $2";
constexpr std::string_view kSetPost =
    "INSERT INTO officer_post (officer, post, number, valid_to, ended) SELECT id, $2, $3, $4, 0 FROM officer "
    "WHERE id = $1 ON CONFLICT (officer, post) DO UPDATE SET number = excluded.number, valid_to = "
    "excluded.valid_to, ended = 0 WHERE officer_post.ended = 1 OR officer_post.number = excluded.number";
constexpr std::string_view kEndPost = "UPDATE officer_post SET ended = 1 WHERE number = $1";

constexpr std::string_view kDelegation = "25";
constexpr std::string_view kTraining = "28";

base::Error of_body(std::string_view code, const Mandate& mandate) {
  return make_error(ErrorKind::Forbidden, code, mandate.body, kDelegation);
}

/// Why a body's account may not act today.
std::optional<base::Error> body_refusal(const Mandate& mandate, const std::string& today) {
  if (mandate.body.empty()) return std::nullopt;
  if (!mandate.standing || *mandate.standing == BodyStanding::Unfiled)
    return of_body("officers.body.unfiled", mandate);
  if (*mandate.standing == BodyStanding::Ended || mandate.agreement_to < today)
    return of_body("officers.body.ended", mandate);
  if (*mandate.standing == BodyStanding::Suspended) return of_body("officers.body.suspended", mandate);
  if (mandate.trained_to.empty()) return of_body("officers.body.operator", mandate);
  if (mandate.trained_to < today)
    return make_error(ErrorKind::Forbidden, "officers.body.training", mandate.trained_to, kTraining);
  if (mandate.stopped) return of_body("officers.body.operator", mandate);
  return std::nullopt;
}

bool may_work_in(const Mandate& mandate, Role role, const std::string& today, bool asked_for) {
  bool given = false;
  for (const Mandate::Post& post : mandate.posts) {
    if (post.post != role_name(role)) continue;
    if (!post.ended && post.valid_to >= today) return true;
    given = true;
  }
  const bool trained =
      std::find(std::begin(kTrainedPosts), std::end(kTrainedPosts), role) != std::end(kTrainedPosts);
  return !given && !(asked_for && trained);
}

}  // namespace

std::string_view body_standing_name(BodyStanding standing) {
  switch (standing) {
    case BodyStanding::Unfiled:
      return "unfiled";
    case BodyStanding::Open:
      return "open";
    case BodyStanding::Suspended:
      return "suspended";
    case BodyStanding::Ended:
      break;
  }
  return "ended";
}

BodyStanding parse_body_standing(std::string_view name) {
  for (const BodyStanding one : {BodyStanding::Unfiled, BodyStanding::Open, BodyStanding::Suspended}) {
    if (body_standing_name(one) == name) return one;
  }
  return BodyStanding::Ended;
}

void limit(Service::Acting& acting, const Mandate& mandate, base::Date day, bool training_asked_for) {
  const std::string today = base::format_date(day);
  acting.body = mandate.body;
  acting.site = mandate.site;
  std::vector<Role> roles;
  for (const Role role : acting.roles)
    (may_work_in(mandate, role, today, training_asked_for) ? roles : acting.untrained).push_back(role);
  acting.roles = std::move(roles);
  acting.refused = body_refusal(mandate, today);
  if (!acting.refused && acting.roles.empty()) acting.refused = no_post_right(acting.untrained.front());
}

void Service::set_body(store::WriteSet& set, const Body& body) {
  set.add(kSetBody, {body.number, body.name, std::string(body_standing_name(body.standing)),
                     base::format_date(body.agreement_to)});
}

void Service::set_operator(store::WriteSet& set, const Operator& authorised) {
  set.add_expecting(1,
                    make_error(ErrorKind::Refused, "officers.body.account", authorised.officer, kDelegation),
                    kSetOperator,
                    {authorised.officer, authorised.body, authorised.item, authorised.site,
                     base::format_date(authorised.trained_to)});
}

void Service::stop_operator(store::WriteSet& set, const std::string& body, const std::string& item) {
  set.add_any(kStopOperator, {body, item});
}

void Service::set_post(store::WriteSet& set, const PostRight& right) {
  set.add_expecting(
      1, make_error(ErrorKind::Refused, "officers.post_account", right.officer, kTraining), kSetPost,
      {right.officer, std::string(role_name(right.post)), right.number, base::format_date(right.valid_to)});
}

void Service::end_post(store::WriteSet& set, const std::string& number) {
  set.add_any(kEndPost, {number});
}

}  // namespace yinxin::officers
