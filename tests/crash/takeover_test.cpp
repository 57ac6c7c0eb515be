// An import of a handover bundle that fails before or after each durable step, on both engines: importing
// again finishes it, and it is there once.
#include <gtest/gtest.h>

#include "handover/service.hpp"
#include "house_support/provider_world.hpp"
#include "proof/test_handover.hpp"

namespace yinxin::handover {
namespace {

using house_support::need;
using store::Fault;
using store::Moment;
using store::Operation;

constexpr int kMaxImportSteps = 60;  // more commits than a bundle of one certificate needs

class TakeoverCrashTest : public house_support::ProviderWorld {
 protected:
  void SetUp() override {
    ProviderWorld::SetUp();
    if (IsSkipped()) return;
    from = std::make_unique<proof::test::Sender>();
    const auto data = make(signer::kUnwrapData, "data-1", signer::KeyClass::Online, {});
    const auto ocsp = make(signer::kSignOcsp, "taken-ocsp-1", signer::KeyClass::Online, {});
    const auto lists = make(signer::kSignCrl, "taken-lists-1", signer::KeyClass::Quorum,
                            base::to_bytes(from->world.issuing.tbs.subject.der()));
    from->hand_to(ocsp, lists, data);
    archive = from->bundle();
  }
  crypto::Sm2PublicKey make(std::uint32_t purposes, const std::string& id, signer::KeyClass key_class,
                            base::Bytes issuer_name) {
    signer::KeySpec spec{id, key_class, {}};
    spec.limits.purposes = purposes;
    spec.limits.issuer_name = std::move(issuer_name);
    return need(signer->client->generate(spec)).public_key;
  }
  base::Result<Imported> import_it() {
    return import_bundle({*database_, *lane, *signer->client, recorder, clock},
                         {{*from->world.root.certificate}, "data-1"}, archive);
  }
  void wipe() {
    lane.reset();
    const auto connection = connect();
    need(connection->run_script(
        "DELETE FROM taken_file; DELETE FROM crl WHERE issuer LIKE 'taken-%';"
        " DELETE FROM certificate WHERE issuer LIKE 'taken-%';"
        " DELETE FROM crl_partition WHERE issuer LIKE 'taken-%'; DELETE FROM taken_authority;"
        " DELETE FROM authority WHERE id = 'taken-1-ocsp';"
        " DELETE FROM authority WHERE id = 'taken-1-issuing-1';"
        " DELETE FROM authority WHERE id = 'taken-1-root';"
        " DELETE FROM act_record WHERE object = 'authority/taken-1-issuing-1'"));
  }
  /// False: the operation was never reached.
  bool fails_once(const Fault& fault) {
    wipe();
    start_lane(fault);
    const bool reached = !import_it().has_value();
    start_lane();
    const auto again = import_it();
    EXPECT_TRUE(again) << base::describe(again.error());
    EXPECT_EQ(number("SELECT count(*) FROM certificate WHERE issuer = 'taken-1-issuing-1'"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM taken_file"), static_cast<std::int64_t>(from->files.size()) + 2);
    EXPECT_EQ(number("SELECT count(*) FROM taken_authority WHERE taken_at IS NOT NULL"), 1);
    EXPECT_EQ(number("SELECT max(number) FROM crl WHERE issuer = 'taken-1-issuing-1'"), 7);
    EXPECT_EQ(records(proof::ActCode::HandoverImported, "authority/taken-1-issuing-1"), 1);
    return reached;
  }

  std::unique_ptr<proof::test::Sender> from;
  base::Bytes archive;
};
YX_BOTH_ENGINES(TakeoverCrashTest);

TEST_P(TakeoverCrashTest, AnInterruptedImportIsFinishedOnce) {
  int failed = 0;
  for (const Operation operation : {Operation::Begin, Operation::RunAll, Operation::Commit}) {
    for (const Moment moment : {Moment::Before, Moment::After}) {
      for (int countdown = 1; countdown <= kMaxImportSteps; ++countdown) {
        SCOPED_TRACE(std::to_string(static_cast<int>(operation)) + "/" + std::to_string(countdown) +
                     (moment == Moment::Before ? " before" : " after"));
        if (!fails_once(Fault{operation, countdown, moment})) break;
        if (HasFailure()) return;
        ++failed;
      }
    }
  }
  EXPECT_GE(failed, 60) << "some twenty commits, before and after each operation";
}

TEST_P(TakeoverCrashTest, NothingIsStatedBeforeTheLastStep) {
  start_lane(Fault{Operation::Commit, 5, Moment::Before});
  ASSERT_FALSE(import_it());
  start_lane();
  start_authority();
  EXPECT_FALSE(authority->taken("taken-1-issuing-1")) << "the import is under way";
  EXPECT_EQ(authority->issuing().id, "issuing-1");
  EXPECT_EQ(number("SELECT count(*) FROM crl_partition WHERE issuer LIKE 'taken-%'"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM authority WHERE id = 'taken-1-ocsp'"), 0);
}

}  // namespace
}  // namespace yinxin::handover
