// Tips at the regulator's office on both engines: who may seal, open, share and ask, and that nothing of the
// reporter is anywhere but in the seal (article 41; requirements 2.10, 6).
#include <gmock/gmock.h>

#include "supervision_support/tip_world.hpp"

namespace yinxin::supervision::tip_world {
namespace {

using proof::ActCode;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class TipsTest : public TipsWorld {
 protected:
  std::string error(const base::Result<TipContent>& result) { return result ? "" : result.error().code; }
};
YX_BOTH_ENGINES(TipsTest);

TEST_P(TipsTest, IsSealedForTheHandlersOfTheRegion) {
  enrol_handler("sichuan", kSichuan);
  account("enforcer", {Role::EnforcementOfficer}, kYunnan);
  const auto keys = granted(tips->handlers(kYunnan));
  ASSERT_THAT(keys, SizeIs(2));
  EXPECT_EQ(keys[0].handler, "officer/handler-a");
  EXPECT_THAT(granted(tips->handlers(kSichuan)), SizeIs(1));
  EXPECT_EQ(tips->handlers("x").error().code, "cases.scope");

  const std::string number = reported();
  EXPECT_EQ(outcome(number), "received [handling]");
  EXPECT_EQ(view(number).found.party, "tip");
  EXPECT_EQ(acts(ActCode::TipReceived, number), 1);
  EXPECT_EQ(seals(), 1);
  for (const char* id : {"handler-a", "handler-b"}) {
    const TipContent content = granted(look(number, handler(id)));
    EXPECT_EQ(granted(read(content, handler_keys.at(id))).phone, kReporter.phone);
    ASSERT_THAT(content.parts, SizeIs(1));
    EXPECT_EQ(content.parts[0].text, "未经认定签发证书");
  }
  EXPECT_EQ(acts(ActCode::TipOpened, number), 2);
}

TEST_P(TipsTest, ReadersAreListedCompletelyAndOthersReadNoSeal) {
  const std::string number = reported();
  const auto enforcer = caller("enforcer", "enforcement_officer", kYunnan);
  EXPECT_EQ(error(look(number, enforcer)), "supervision.tip.handler");
  EXPECT_EQ(error(look(number, caller("case", "case_officer", kYunnan))), "procedure.role");
  EXPECT_EQ(error(look(number, caller("other", "tip_handler", kSichuan))), "cases.none");
  EXPECT_EQ(error(look(number, caller("late", "tip_handler", kYunnan))), "supervision.tip.not_recipient");
  EXPECT_EQ(error(look(number, handler("handler-a"), true, " ")), "supervision.tip.reason");
  EXPECT_EQ(error(look(number, handler("handler-a"), true, std::string(kMaxTipReason + 1, 'x'))),
            "supervision.tip.reason");
  EXPECT_THAT(granted(tips->show(number, enforcer)).openings, IsEmpty());
  const TipContent facts = granted(look(number, enforcer, false, "现场核实"));
  EXPECT_TRUE(facts.seal.empty());
  EXPECT_THAT(facts.parts, SizeIs(1));
  granted(look(number, handler("handler-b")));
  const TipNote note = granted(tips->show(number, enforcer));
  EXPECT_TRUE(note.named);
  EXPECT_EQ(note.found.played.values.count("facts"), 0U);
  EXPECT_EQ(note.found.played.values.count("reporter_seal"), 0U);
  ASSERT_THAT(note.openings, SizeIs(2));
  EXPECT_EQ(note.openings[0].actor, "officer/enforcer");
  EXPECT_EQ(note.openings[0].reason, "现场核实");
  EXPECT_FALSE(note.openings[0].with_seal);
  EXPECT_EQ(note.openings[1].actor, "officer/handler-b");
  EXPECT_TRUE(note.openings[1].with_seal);
}

TEST_P(TipsTest, AHandlerSharesAndNobodyElse) {
  const std::string number = reported();
  const auto late = enrol_handler("handler-c", kYunnan);
  EXPECT_EQ(error(look(number, handler("handler-c"))), "supervision.tip.not_recipient");
  const TipContent content = granted(look(number, handler("handler-a")));
  const SealWrap wrap = wrap_for(content, "handler-a", late.public_key());
  EXPECT_EQ(share(number, wrap, handler("handler-c")).error().code, "supervision.tip.not_recipient");
  EXPECT_EQ(share(number, wrap, caller("head", "province_head", kYunnan)).error().code,
            "supervision.tip.handler");
  const auto stranger = crypto::Sm2PrivateKey::generate().public_key();
  EXPECT_EQ(share(number, wrap_for(content, "handler-a", stranger), handler("handler-a")).error().code,
            "supervision.tip.recipients");
  EXPECT_EQ(share(number, {wrap.key, base::Bytes(5)}, handler("handler-a")).error().code,
            "supervision.tip.seal");
  granted(share(number, wrap, handler("handler-a")));
  EXPECT_EQ(share(number, wrap, handler("handler-b")).error().code, "supervision.tip.shared");
  const auto own = wrap_for(content, "handler-a", handler_keys.at("handler-b").public_key());
  EXPECT_EQ(share(number, own, handler("handler-a")).error().code, "supervision.tip.shared");
  EXPECT_EQ(acts(ActCode::TipShared, number), 1);
  EXPECT_EQ(granted(read(granted(look(number, handler("handler-c"))), late)).name, kReporter.name);
}

TEST_P(TipsTest, ANewKeyIsSealedForAndTheOldOneStillOpens) {
  const std::string number = reported();
  const auto fresh = crypto::Sm2PrivateKey::generate();
  granted(enrol(fresh.public_key(), handler("handler-a")));
  EXPECT_THAT(recipients(), SizeIs(2));
  EXPECT_EQ(granted(read(granted(look(number, handler("handler-a"))), handler_keys.at("handler-a"))).name,
            kReporter.name);
  EXPECT_EQ(enrol(fresh.public_key(), handler("handler-b")).error().code, "supervision.tip.key_there");
  EXPECT_EQ(enrol(crypto::Sm2PrivateKey::generate().public_key(),
                  caller("enforcer", "enforcement_officer", kYunnan))
                .error()
                .code,
            "supervision.tip.handler");
  cases::Caller by = handler("handler-b");
  by.actor.key = base::to_bytes(reporter_key.public_key().point());
  EXPECT_EQ(enrol(reporter_key.public_key(), by).error().code, "supervision.tip.signing_key");
  const std::string next = reported();
  EXPECT_EQ(granted(read(granted(look(next, handler("handler-a"))), fresh)).name, kReporter.name);
}

TEST_P(TipsTest, WhoAsksWithTheQueryKeyIsToldHowItGoesAndNothingElse) {
  const std::string number = reported();
  const auto asker = sender(reporter_key.public_key()).actor;
  EXPECT_EQ(granted(tips->progress(number, asker)).state, "received");
  const auto stranger = sender(crypto::Sm2PrivateKey::generate().public_key()).actor;
  EXPECT_EQ(tips->progress(number, stranger).error().code, "supervision.tip.none");
  EXPECT_EQ(tips->progress(number, handler("handler-a").actor).error().code, "supervision.tip.none");
  EXPECT_EQ(tips->progress("tip-2026-99", asker).error().code, "supervision.tip.none");
  EXPECT_EQ(go(number, "register", "tip_handler", {{"tip_number", std::string("举-1")}}), "registered");
  EXPECT_EQ(go(number, "verify", "enforcement_officer", {{"verification", std::string("属实")}}), "verified");
  EXPECT_EQ(go(number, "open_case", "deciding_officer",
               {{"party", std::string("演示认证有限公司")},
                {"party_kind", std::string("unlicensed")},
                {"lead", std::string("举报")},
                {"opening_opinion", std::string("同意")}}),
            "decided");
  EXPECT_EQ(outcome(number), "decided [feedback]");
  const TipProgress decided = granted(tips->progress(number, asker));
  EXPECT_EQ(decided.label.zh, "已处理");
  EXPECT_EQ(decided.answer, "");
  EXPECT_EQ(go(number, "feed_back", "tip_handler",
               {{"fed_back_on", cases_support::day("2026-09-28")}, {"feedback", std::string("已立案")}}),
            "decided");
  EXPECT_EQ(granted(tips->progress(number, asker)).answer, "已立案");
  EXPECT_EQ(go(number, "archive", "tip_handler", {}), "archived");
  const auto children = view(number).found.played.children;
  ASSERT_THAT(children, SizeIs(1));
  EXPECT_EQ(children[0].procedure, "penalty");
  EXPECT_EQ(granted(service->read(children[0].number, cases_support::officer("case_officer"))).found.party,
            "tip");
}

TEST_P(TipsTest, WithoutANameThereIsNoSeal) {
  const auto by = sender(reporter_key.public_key());
  const std::string number = granted(submit({kYunnan, inputs(false), {}}, by)).number;
  EXPECT_EQ(seals(), 0);
  EXPECT_EQ(granted(tips->progress(number, by.actor)).state, "received");
  EXPECT_EQ(error(look(number, handler("handler-a"))), "supervision.tip.no_seal");
  EXPECT_FALSE(granted(tips->show(number, handler("handler-a"))).named);
  const std::string counter = granted(submit({kYunnan, inputs(false), {}}, handler("handler-a"))).number;
  EXPECT_EQ(tips->progress(counter, handler("handler-a").actor).error().code, "supervision.tip.none");
}

TEST_P(TipsTest, AHandlerEntersWhatWasSaidAtTheCounter) {
  NewTip wanted = tip(reporter_key.public_key());
  wanted.inputs["channel"] = std::string("counter");
  const std::string number = granted(submit(wanted, handler("handler-a"))).number;
  EXPECT_EQ(granted(tips->progress(number, sender(reporter_key.public_key()).actor)).state, "received");
  EXPECT_EQ(submit(wanted, handler("handler-a")).error().code, "supervision.tip.seal_used");
  EXPECT_EQ(submit(tip(reporter_key.public_key()), caller("head", "province_head", kYunnan)).error().code,
            "procedure.role");
}

TEST_P(TipsTest, WhatIsRefused) {
  const auto by = sender(reporter_key.public_key());
  const auto refused = [&](NewTip wanted, const cases::Caller& who) {
    const auto done = submit(std::move(wanted), who);
    return done ? "" : done.error().code;
  };
  NewTip wanted = tip(reporter_key.public_key());
  EXPECT_EQ(refused(wanted, sender(crypto::Sm2PrivateKey::generate().public_key())),
            "supervision.tip.query_key");
  NewTip other = wanted;
  other.seal[9] ^= 1;
  EXPECT_EQ(refused(other, by), "supervision.tip.seal");
  other = wanted;
  other.inputs["reporter_seal"] = std::string("赵举报");
  EXPECT_EQ(refused(other, by), "supervision.tip.seal");
  other = wanted;
  other.seal.clear();
  EXPECT_EQ(refused(other, by), "procedure.input") << "named, and not sealed";
  other = wanted;
  other.scope = kSichuan;
  EXPECT_EQ(refused(other, sender(reporter_key.public_key(), kSichuan)), "supervision.tip.recipients");
  EXPECT_EQ(count("tip"), 0);
  EXPECT_EQ(seals(), 0);
  // The engine's own way in: a name is no seal, and a seal has to be there.
  const auto directly = [&](const std::string& seal) {
    cases::Opening opening;
    opening.procedure = opening.party = "tip";
    opening.scope = kYunnan;
    opening.inputs = inputs(true);
    opening.inputs["reporter_seal"] = seal;
    base::Waiter<cases::Case> waiter;
    service->open_case(opening, handler("handler-a"), {}, waiter.completion());
    const auto done = waiter.wait();
    return done ? "" : done.error().code;
  };
  EXPECT_EQ(directly("赵举报"), "supervision.tip.seal");
  EXPECT_EQ(directly(std::string(64, 'a')), "supervision.tip.no_seal");
}

TEST_P(TipsTest, WithoutAFolderNobodyIsNamed) {
  const cases::Effect effect = seal_effect({});
  const cases::Case the_case;
  const procedure::Transition transition;
  cases::StepNote step;
  cases::Consequences consequences;
  step.inputs = {{"reporter_seal", std::string(64, 'a')}};
  EXPECT_EQ(effect({the_case, transition, step}, consequences).error().code, "supervision.tip.off");
  step.inputs.clear();
  EXPECT_TRUE(effect({the_case, transition, step}, consequences));
}

TEST_P(TipsTest, ASealThatNoTipNamesIsSwept) {
  const std::string number = reported();
  NewTip wanted = tip(reporter_key.public_key());
  wanted.inputs.erase("reported");
  EXPECT_FALSE(submit(wanted, sender(reporter_key.public_key())));
  EXPECT_EQ(seals(), 2);
  EXPECT_EQ(granted(tips->sweep()), 0U);
  clock.advance(kSealWaits + std::chrono::minutes(1));
  EXPECT_EQ(granted(tips->sweep()), 1U);
  EXPECT_EQ(seals(), 1);
  EXPECT_EQ(granted(read(granted(look(number, handler("handler-a"))), handler_keys.at("handler-a"))).name,
            kReporter.name);
}

TEST_P(TipsTest, ASealThatWasChangedIsToldApart) {
  const std::string number = reported();
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    EXPECT_EQ(file.status().permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::filesystem::resize_file(file.path(), 10);
  }
  EXPECT_EQ(error(look(number, handler("handler-a"))), "supervision.tip.stored");
  std::filesystem::remove_all(folder);
  EXPECT_EQ(error(look(number, handler("handler-a"))), "supervision.tip.no_seal");
  EXPECT_EQ(acts(ActCode::TipOpened, number), 0);
}

}  // namespace
}  // namespace yinxin::supervision::tip_world
