// Steps of verify_draw(). Each says what is wrong in words; none trusts what another has not looked at.
#include <algorithm>
#include <map>

#include "asn1/oids.hpp"
#include "proof/chain.hpp"
#include "proof/draw_record.hpp"
#include "proof/tree_head.hpp"

namespace yinxin::proof {
namespace {

using x509::Certificate;

constexpr std::string_view kOfficerPrefix = "officer/";

void check_statement(const DrawRecord& record, Report& report) {
  const DrawStatement& statement = record.statement;
  const bool whole = pool_root(record.pool) == statement.pool && record.pool.size() == statement.members;
  const std::size_t open = eligible(record.pool).size();
  const std::string counts = std::to_string(record.pool.size());
  const std::string able = std::to_string(open);
  report.expect(whole, "pool",
                {"draw.pool", "抽取池 " + counts + " 项与声明的哈希相符，可抽 " + able + " 项",
                 "the pool of " + counts + " has the stated hash; " + able + " can be drawn"},
                {"draw.pool", "抽取池与声明的哈希不符（池被改动）",
                 "the pool does not have the stated hash (it was changed)"});
  const std::string places = std::to_string(statement.places);
  report.expect(
      statement.places <= open, "statement",
      {"draw.places",
       "为“" + statement.matter + "”抽取" + std::string(draw_purpose_zh(statement.purpose)) + " " + places +
           " 名",
       places + " " + std::string(draw_purpose_name(statement.purpose)) + " for " + statement.matter},
      {"draw.places", "要抽 " + places + " 名，可抽的只有 " + able + " 名",
       "asks for " + places + ", only " + able + " can be drawn"});
}

/// Whether the certificate is the named officer's, by the serialNumber of its subject.
bool names_officer(const Certificate& certificate, std::string_view name) {
  const auto id = certificate.tbs().subject.find(asn1::oids::kSerialNumber);
  return id && name.starts_with(kOfficerPrefix) && name.substr(kOfficerPrefix.size()) == *id;
}

void check_officer(const DrawRecord& record, std::size_t which, const DrawTrust& trust, Report& report) {
  const std::string& name = record.statement.officers.at(which);
  const DrawOfficer& officer = record.officers[which];
  if (report.expect(
          names_officer(officer.certificate, name), name,
          {"draw.officer", "证书属于声明中的工作人员", "the certificate is that of the named officer"},
          {"draw.officer", "证书不属于声明中的工作人员",
           "the certificate is not that of the named officer"})) {
    check_chain(officer.certificate, name, record.authorities, trust.roots, record.statement.stated, report);
  }
  const Hash statement = record.statement.digest();
  const auto note = SignedNote::parse(officer.note);
  const std::string body = commitment_body(name, statement, draw_commitment(name, statement, officer.share));
  const bool is_signed = note && note->signed_by(name, officer.certificate.tbs().public_key);
  report.expect(is_signed, name, {"draw.signature", "承诺的签名有效", "the commitment's signature is valid"},
                {"draw.signature", "承诺的签名无效", "the commitment's signature is not valid"});
  report.expect(note && note->body == body, name,
                {"draw.share", "份额与事先的承诺相符", "the share opens the commitment made before"},
                {"draw.share", "份额与事先的承诺不符，或者承诺的是另一份声明",
                 "the share does not open the commitment, or that was to another statement"});
}

void check_selection(const DrawRecord& record, Report& report) {
  const Hash seed = draw_seed(record.statement.digest(), record.officers[0].share, record.officers[1].share);
  report.expect(seed == record.seed, "seed",
                {"draw.seed", "种子由两份份额得出", "the seed is that of the two shares"},
                {"draw.seed", "种子不是两份份额得出的", "the seed is not that of the two shares"});
  auto ids = eligible(record.pool);
  if (record.statement.places > ids.size()) return;
  const auto drawn = select(seed, std::move(ids), record.statement.places);
  std::string list;
  for (const std::string& id : drawn) list += (list.empty() ? "" : ", ") + id;
  report.expect(drawn == record.selected, "selected",
                {"draw.selected", "重新抽取的结果相同：" + list, "drawing again gives the same: " + list},
                {"draw.selected", "抽取结果被改动，应为：" + list, "the result was changed; it is: " + list});
}

/// Whether somebody who may sign tree heads signed this one.
bool head_is_signed(const SignedTreeHead& head, const DrawRecord& record, const DrawTrust& trust,
                    Report& report) {
  const auto by_key = [&](const crypto::Sm2PublicKey& key) { return head.signed_by(key); };
  if (!trust.tree_head_keys.empty()) {
    return std::any_of(trust.tree_head_keys.begin(), trust.tree_head_keys.end(), by_key);
  }
  for (const Certificate& certificate : record.authorities) {
    if (is_service_certificate(certificate) && by_key(certificate.tbs().public_key)) {
      return check_chain(certificate, subject_text(certificate), record.authorities, trust.roots,
                         head.head.time, report) != nullptr;
    }
  }
  return false;
}

/// What an act of this kind must say; nothing: it has no place in a draw.
std::optional<std::vector<std::pair<std::string, std::string>>> expected_facts(const DrawRecord& record,
                                                                               ActCode act, std::size_t nth) {
  using Facts = std::vector<std::pair<std::string, std::string>>;
  switch (act) {
    case ActCode::DrawStated:
      return Facts{{"statement", record.statement.text()}};
    case ActCode::DrawCommitted:
      return Facts{{"note", record.officers.at(nth).note}};
    case ActCode::DrawRevealed:
      return Facts{{"share", base::to_hex(record.officers.at(nth).share)}};
    case ActCode::Drawn: {
      std::string list;
      for (const std::string& id : record.selected) list += id + "\n";
      return Facts{{"seed", base::to_hex(record.seed)}, {"selected", list}};
    }
    default:
      return std::nullopt;
  }
}

bool holds(const Record& said, const std::vector<std::pair<std::string, std::string>>& facts) {
  return std::all_of(facts.begin(), facts.end(),
                     [&](const auto& fact) { return said.find(fact.first) == fact.second; });
}

/// The acts by kind, and their places in the tree; those about officers are told apart by their actor.
class Acts {
 public:
  Acts(const DrawRecord& record, const TreeHead& head, Report& report)
      : record_(record), head_(head), report_(report) {}

  void read(const ProvedEntry& proved) {
    const std::string where = "seq " + std::to_string(proved.entry.seq);
    const auto checked = check_entry(proved.entry);
    if (!checked) return report_.failed(where, entry_fault(checked.error()));
    const ActInfo& info = act_info(checked->leaf.act);
    const std::string zh = "“" + std::string(info.zh) + "”", en = "\"" + std::string(info.en) + "\"";
    if (proved.entry.object != record_.statement.object())
      return report_.failed(where, {"draw.act.object", zh + "属于另一事项", en + " is about something else"});
    if (!verify_inclusion(leaf_hash(proved.entry.leaf), proved.entry.seq, head_.size, proved.path,
                          head_.root))
      return report_.failed(
          where, {"draw.act.inclusion", zh + "的收录证明不成立", "the inclusion proof of " + en + " fails"});
    if (!checked->record)
      return report_.failed(
          where, {"draw.act.closed", zh + "的内容未提供", "the record of " + en + " is not shown"});
    if (checked->leaf.act == ActCode::DrawReplaced)
      return report_.noted(where,
                           {"draw.replaced", "本次抽取后来被重新抽取", "this draw was replaced later"});
    take(*checked, proved.entry.seq, where);
  }

  /// Statement, then both commitments, then both shares, then the result.
  void check_order() {
    const std::array order{ActCode::DrawStated, ActCode::DrawCommitted, ActCode::DrawRevealed,
                           ActCode::Drawn};
    bool ordered = true;
    std::uint64_t last = 0;
    for (const ActCode act : order) {
      const auto& places = seen_[act];
      const std::size_t wanted = act == ActCode::DrawCommitted || act == ActCode::DrawRevealed ? 2 : 1;
      if (places.size() != wanted) {
        ordered = false;
        const ActInfo& info = act_info(act);
        report_.failed("ledger", {"draw.act.missing", "账本中缺少或重复“" + std::string(info.zh) + "”",
                                  "the ledger lacks \"" + std::string(info.en) + "\", or has it too often"});
        continue;
      }
      if (places.begin()->second < last) {
        ordered = false;
        const ActInfo& info = act_info(act);
        report_.failed("ledger", {"draw.act.order", "“" + std::string(info.zh) + "”在账本中早于其前一步",
                                  "\"" + std::string(info.en) + "\" stands before the step ahead of it"});
      }
      for (const auto& [officer, seq] : places) last = std::max(last, seq);
    }
    if (ordered) {
      report_.passed("ledger",
                     {"draw.act.order", "账本中依次为：公布抽取池、两份承诺、两份份额、抽取",
                      "in the ledger: statement, both commitments, both shares, result, in this order"});
    }
  }

 private:
  void take(const CheckedEntry& checked, std::uint64_t seq, const std::string& where) {
    const std::string actor(checked.record->find("actor").value_or(""));
    const auto& officers = record_.statement.officers;
    const auto which =
        static_cast<std::size_t>(std::find(officers.begin(), officers.end(), actor) - officers.begin());
    const bool of_officer =
        checked.leaf.act == ActCode::DrawCommitted || checked.leaf.act == ActCode::DrawRevealed;
    const bool stranger = of_officer && which == officers.size();
    const auto facts =
        stranger ? std::nullopt : expected_facts(record_, checked.leaf.act, of_officer ? which : 0);
    const ActInfo& info = act_info(checked.leaf.act);
    const std::string zh(info.zh), en(info.en);
    const bool right = facts && holds(*checked.record, *facts);
    if (!report_.expect(
            right, where,
            {"draw.act", "“" + zh + "”已收录，" + base::format_utc(checked.leaf.time) + "，内容相符",
             "\"" + en + "\" is included, " + base::format_utc(checked.leaf.time) + ", and says the same"},
            {"draw.act", "“" + zh + "”的内容与本文件不符", "\"" + en + "\" says something else"}))
      return;
    seen_[checked.leaf.act].emplace_back(actor, seq);
    auto& places = seen_[checked.leaf.act];
    std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (of_officer && places.size() == 2 && places[0].first == places[1].first) places.pop_back();
  }

  const DrawRecord& record_;
  const TreeHead& head_;
  Report& report_;
  std::map<ActCode, std::vector<std::pair<std::string, std::uint64_t>>> seen_;  // actor and seq, by seq
};

void check_ledger(const DrawRecord& record, const DrawTrust& trust, Report& report) {
  const auto head = SignedTreeHead::parse(record.head);
  if (!head) return report.failed("tree head", malformed("draw.head", head.error()));
  const std::string about =
      head->head.origin + ", " + std::to_string(head->head.size) + ", " + base::format_utc(head->head.time);
  if (!report.expect(
          head_is_signed(*head, record, trust, report), "tree head",
          {"draw.head", "树头签名有效：" + about, "the tree head's signature is valid: " + about},
          {"draw.head", "树头签名无效：" + about, "the tree head's signature is not valid: " + about}))
    return;
  Acts acts(record, head->head, report);
  for (const ProvedEntry& act : record.acts) acts.read(act);
  acts.check_order();
}

void check_replaced(const DrawRecord& record, const std::optional<std::string>& replaced, Report& report) {
  const auto& replaces = record.statement.replaces;
  if (!replaces) {
    if (replaced) {
      report.failed("replaced",
                    {"draw.replaces", "本次抽取没有替代其他抽取", "this draw takes the place of none"});
    }
    return;
  }
  report.noted("statement", {"draw.replaces", "替代抽取 " + replaces->draw + "，理由：" + replaces->reason,
                             "takes the place of " + replaces->draw + ", because: " + replaces->reason});
  if (!replaced) return;
  const auto first = DrawRecord::parse(*replaced);
  if (!first) return report.failed("replaced", malformed("draw.format", first.error()));
  const bool same =
      first->statement.draw == replaces->draw && first->statement.digest() == replaces->statement;
  report.expect(
      same, "replaced",
      {"draw.replaced", "被替代的抽取与声明所指相符",
       "the draw replaced is the one that the statement names"},
      {"draw.replaced", "所给的不是声明所指的抽取", "this is not the draw that the statement names"});
}

}  // namespace

Report verify_draw(std::string_view json, const DrawTrust& trust,
                   const std::optional<std::string>& replaced) {
  Report report;
  const auto record = DrawRecord::parse(json);
  if (!record) {
    report.failed("", malformed("draw.format", record.error()));
    return report;
  }
  check_statement(*record, report);
  for (std::size_t i = 0; i < record->officers.size(); ++i) check_officer(*record, i, trust, report);
  check_selection(*record, report);
  check_ledger(*record, trust, report);
  check_replaced(*record, replaced, report);
  return report;
}

}  // namespace yinxin::proof
