#include "http/message_signature.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "http_support/requests.hpp"
#include "vectors/read_vectors.hpp"

namespace yinxin::http {
namespace {

using base::ErrorKind;
using base::make_error;
using std::chrono::seconds;

constexpr std::int64_t kNow = 1795334400;

base::Time at(std::int64_t second) {
  return base::Time(seconds(second));
}

class SignatureTest : public ::testing::Test {
 protected:
  SignatureTest() {
    clock_.set(at(kNow));
    request_ = testing::read_request(
        "POST /acts?x=1 HTTP/1.1\nHost: ca.example\nContent-Type: application/json\n"
        "Idempotency-Key: k-1\nContent-Length: 2\n\n{}");
  }

  std::string verify(const Request& request, const SignatureVerifier::FindKey& find) {
    const auto result = verifier_.verify(request, find);
    return result ? "" : result.error().code;
  }
  std::string verify(const Request& request) {
    return verify(request, [this](const std::string& id) -> base::Result<crypto::Sm2PublicKey> {
      if (id != "officer-7") return make_error(ErrorKind::NotFound, "officers.unknown");
      return key_.public_key();
    });
  }
  SignAs as(std::int64_t created = kNow) {
    return SignAs{"officer-7", at(created), "nonce-" + std::to_string(++nonces_ + 1000000000), {}};
  }
  Request signed_request(std::int64_t created = kNow) {
    Request request = request_;
    EXPECT_TRUE(sign(request, key_, as(created)));
    return request;
  }
  /// Signs `input` as it stands, right or wrong.
  Request signed_with(const std::string& input, std::string label = "sig") {
    Request request = request_;
    request.headers.set("Content-Digest", content_digest(request.body));
    const SfInnerList list = std::get<SfInnerList>(parse_dictionary("x=" + input).value()[0].second);
    const std::string base = signature_base(request, list).value();
    const crypto::Sm2Signature signature = crypto::sm2_sign(key_, base::as_bytes(base)).value();
    base::Bytes octets(signature.r.begin(), signature.r.end());
    octets.insert(octets.end(), signature.s.begin(), signature.s.end());
    request.headers.set("Signature-Input", label + "=" + serialize(list));
    request.headers.set("Signature", label + "=:" + base::to_base64(octets) + ":");
    return request;
  }

  base::ManualClock clock_{at(kNow - 10'000)};  // the verifier starts then
  SignatureVerifier verifier_{clock_};
  crypto::Sm2PrivateKey key_ = crypto::Sm2PrivateKey::generate();
  Request request_;
  int nonces_ = 0;
};

constexpr const char* kCovered = "(\"@method\" \"@target-uri\" \"content-digest\" \"idempotency-key\")";
constexpr const char* kParameters =
    ";created=1795334400;keyid=\"officer-7\";nonce=\"0123456789abcdef\";alg=\"sm2-sm3\";tag=\"yinxin\"";

TEST(SignatureVector, MadeByOpensslVerifies) {
  for (const vectors::Record& record : vectors::read("http_signature_sm2.txt")) {
    base::ManualClock clock(at(std::stoll(record.text("created"))));
    SignatureVerifier verifier(clock);
    const Request request = testing::read_request(record.text("request"), record.text("scheme"));
    const auto verified = verifier.verify(request, [&](const std::string& id) {
      EXPECT_EQ(id, "officer-7");
      return crypto::Sm2PublicKey::from_point(record.bytes("public-key"));
    });
    ASSERT_TRUE(verified) << base::describe(verified.error());
    std::string base = record.text("base");
    for (std::size_t from = 0; (from = base.find("\\n", from)) != std::string::npos;)
      base.replace(from, 2, "\n");
    EXPECT_EQ(verified->base, base);
    EXPECT_EQ(verified->nonce, "9f86d081884c7d659a2feaa0c55ad015");
    EXPECT_EQ(verified->created, clock.now());
  }
}

TEST_F(SignatureTest, OursVerifiesAndTellsWhatWasSigned) {
  const Request request = signed_request();
  const auto verified = verifier_.verify(
      request, [this](const std::string&) { return base::Result<crypto::Sm2PublicKey>(key_.public_key()); });
  ASSERT_TRUE(verified) << base::describe(verified.error());
  EXPECT_EQ(verified->key_id, "officer-7");
  EXPECT_TRUE(crypto::sm2_verify(key_.public_key(), base::as_bytes(verified->base), verified->signature));
  for (const char* line :
       {"\"@method\": POST\n", "\"@target-uri\": http://ca.example/acts?x=1\n",
        "\"content-digest\": sm3=:", "\"content-type\": application/json\n", "\"idempotency-key\": k-1\n"}) {
    EXPECT_NE(verified->base.find(line), std::string::npos) << line;
  }
}

TEST_F(SignatureTest, WithoutABodyNoDigestIsNeeded) {
  Request request = testing::read_request("GET /acts HTTP/1.1\nHost: ca.example");
  ASSERT_TRUE(sign(request, key_, as()));
  EXPECT_FALSE(request.headers.find("Content-Digest"));
  EXPECT_EQ(verify(request), "");
}

TEST_F(SignatureTest, AnyChangeOfWhatIsCoveredIsSeen) {
  const auto changed = [&](const auto& change) {
    Request request = signed_request();
    change(request);
    return verify(request);
  };
  EXPECT_EQ(changed([](Request&) {}), "");
  EXPECT_EQ(changed([](Request& r) { r.method = Method::Put; }), "http.signature.wrong");
  EXPECT_EQ(changed([](Request& r) { r.target = parse_target("/acts?x=2").value(); }),
            "http.signature.wrong");
  EXPECT_EQ(changed([](Request& r) { r.scheme = "https"; }), "http.signature.wrong");
  EXPECT_EQ(changed([](Request& r) { r.authority = "other.example"; }), "http.signature.wrong");
  EXPECT_EQ(changed([](Request& r) { r.headers.set("Idempotency-Key", "k-2"); }), "http.signature.wrong");
  EXPECT_EQ(changed([](Request& r) { r.headers.set("Content-Type", "text/plain"); }), "http.signature.wrong");
  EXPECT_EQ(changed([](Request& r) { r.headers.add("Content-Type", "text/plain"); }), "http.signature.wrong");
  EXPECT_EQ(changed([](Request& r) { r.body = base::to_bytes("[]"); }), "http.signature.digest");
  EXPECT_EQ(changed([](Request& r) {
              r.body = base::to_bytes("[]");
              r.headers.set("Content-Digest", content_digest(r.body));
            }),
            "http.signature.wrong");
  EXPECT_EQ(changed([](Request& r) { r.headers.add("X-Not-Covered", "1"); }), "");
}

TEST_F(SignatureTest, EveryBitOfTheSignatureCounts) {
  const Request request = signed_request();
  const std::string field(*request.headers.find("Signature"));
  const base::Bytes octets =
      std::get<base::Bytes>(std::get<SfItem>(parse_dictionary(field).value()[0].second).value);
  for (std::size_t i = 0; i < octets.size(); i += 7) {
    base::Bytes flipped = octets;
    flipped[i] ^= 1;
    Request changed = request;
    changed.headers.set("Signature", "sig=:" + base::to_base64(flipped) + ":");
    EXPECT_EQ(verify(changed), "http.signature.wrong") << i;
  }
}

TEST_F(SignatureTest, AnotherKeyIsNotTheKey) {
  const crypto::Sm2PrivateKey other = crypto::Sm2PrivateKey::generate();
  Request request = request_;
  ASSERT_TRUE(sign(request, other, as()));
  EXPECT_EQ(verify(request), "http.signature.wrong");
}

TEST_F(SignatureTest, TimeIsBoundedOnBothSides) {
  EXPECT_EQ(verify(signed_request(kNow - 300)), "");
  EXPECT_EQ(verify(signed_request(kNow - 301)), "http.signature.stale");
  EXPECT_EQ(verify(signed_request(kNow + 300)), "");
  EXPECT_EQ(verify(signed_request(kNow + 301)), "http.signature.stale");
}

TEST_F(SignatureTest, ExpiryIsHonoured) {
  for (const auto& [expires, code] : {std::pair(kNow, ""), std::pair(kNow - 1, "http.signature.stale")}) {
    Request request = request_;
    SignAs signer = as(kNow - 5);
    signer.expires = at(expires);
    ASSERT_TRUE(sign(request, key_, signer));
    EXPECT_EQ(verify(request), code);
  }
}

TEST_F(SignatureTest, ANonceCountsOnceForAsLongAsItCouldBeUsed) {
  const Request request = signed_request();
  EXPECT_EQ(verify(request), "");
  EXPECT_EQ(verify(request), "http.signature.replayed");
  clock_.set(at(kNow + 300) + std::chrono::microseconds(999'999));
  EXPECT_EQ(verify(request), "http.signature.replayed");
  clock_.set(at(kNow + 301));
  EXPECT_EQ(verify(request), "http.signature.stale");
}

TEST_F(SignatureTest, ARequestThatFailedLeavesItsNonceUnused) {
  Request request = signed_request();
  const Request good = request;
  request.method = Method::Put;
  EXPECT_EQ(verify(request), "http.signature.wrong");
  EXPECT_EQ(verify(good), "");
}

TEST_F(SignatureTest, WhatWasSignedBeforeTheStartIsStale) {
  SignatureVerifier restarted(clock_);
  const auto find = [this](const std::string&) {
    return base::Result<crypto::Sm2PublicKey>(key_.public_key());
  };
  EXPECT_EQ(restarted.verify(signed_request(kNow - 1), find).error().code, "http.signature.stale");
  EXPECT_TRUE(restarted.verify(signed_request(kNow), find));
}

TEST_F(SignatureTest, NeedsItsComponents) {
  const std::pair<const char*, const char*> table[] = {
      {"(\"@method\" \"@target-uri\" \"content-digest\" \"idempotency-key\")", ""},
      {"(\"idempotency-key\" \"content-digest\" \"@query\" \"@path\" \"@authority\" \"@method\")", ""},
      {"(\"@target-uri\" \"content-digest\" \"idempotency-key\")", "http.signature.components"},
      {"(\"@method\" \"content-digest\" \"idempotency-key\")", "http.signature.components"},
      {"(\"@method\" \"@path\" \"@query\" \"content-digest\" \"idempotency-key\")",
       "http.signature.components"},
      {"(\"@method\" \"@authority\" \"@path\" \"content-digest\" \"idempotency-key\")",
       "http.signature.components"},
      {"(\"@method\" \"@request-target\" \"content-digest\" \"idempotency-key\")",
       "http.signature.components"},
      {"(\"@method\" \"@target-uri\" \"idempotency-key\")", "http.signature.components"},
      {"(\"@method\" \"@target-uri\" \"content-digest\")", "http.signature.components"},
      {"()", "http.signature.components"},
  };
  int nonce = 0;
  for (const auto& row : table) {
    const std::string parameters = ";created=1795334400;keyid=\"officer-7\";nonce=\"abcdefabcdef" +
                                   std::to_string(1000 + ++nonce) + "\";alg=\"sm2-sm3\";tag=\"yinxin\"";
    EXPECT_EQ(verify(signed_with(row.first + parameters)), row.second) << row.first;
  }
}

TEST_F(SignatureTest, NeedsItsParameters) {
  const std::string covered = kCovered;
  const std::string nonce17 = "nonce=\"" + std::string(kMaxNonce + 1, 'n') + "\"";
  const std::pair<std::string, const char*> table[] = {
      {";keyid=\"officer-7\";nonce=\"0123456789abcdef\";alg=\"sm2-sm3\";tag=\"yinxin\"",
       "http.signature.malformed"},
      {";created=\"1795334400\";keyid=\"officer-7\";nonce=\"0123456789abcdef\";alg=\"sm2-sm3\";tag="
       "\"yinxin\"",
       "http.signature.malformed"},
      {";created=1795334400.0;keyid=\"officer-7\";nonce=\"0123456789abcdef\";alg=\"sm2-sm3\";tag=\"yinxin\"",
       "http.signature.malformed"},
      {";created=1795334400;nonce=\"0123456789abcdef\";alg=\"sm2-sm3\";tag=\"yinxin\"",
       "http.signature.malformed"},
      {";created=1795334400;keyid=\"\";nonce=\"0123456789abcdef\";alg=\"sm2-sm3\";tag=\"yinxin\"",
       "http.signature.malformed"},
      {";created=1795334400;keyid=officer-7;nonce=\"0123456789abcdef\";alg=\"sm2-sm3\";tag=\"yinxin\"",
       "http.signature.malformed"},
      {";created=1795334400;keyid=\"officer-7\";alg=\"sm2-sm3\";tag=\"yinxin\"", "http.signature.malformed"},
      {";created=1795334400;keyid=\"officer-7\";nonce=\"0123456789abcde\";alg=\"sm2-sm3\";tag=\"yinxin\"",
       "http.signature.malformed"},
      {";created=1795334400;keyid=\"officer-7\";" + nonce17 + ";alg=\"sm2-sm3\";tag=\"yinxin\"",
       "http.signature.malformed"},
      {";created=1795334400;expires=\"x\";keyid=\"officer-7\";nonce=\"0123456789abcdef\";alg=\"sm2-sm3\";tag="
       "\"yinxin\"",
       "http.signature.malformed"},
      {";created=1795334400;keyid=\"officer-7\";nonce=\"0123456789abcdef\";tag=\"yinxin\"",
       "http.signature.algorithm"},
      {";created=1795334400;keyid=\"officer-7\";nonce=\"0123456789abcdef\";alg=\"ed25519\";tag=\"yinxin\"",
       "http.signature.algorithm"},
      {";created=1795334400;keyid=\"officer-7\";nonce=\"0123456789abcdef\";alg=\"sm2-sm3\"",
       "http.signature.missing"},
      {";created=1795334400;keyid=\"officer-7\";nonce=\"0123456789abcdef\";alg=\"sm2-sm3\";tag=\"other\"",
       "http.signature.missing"},
      {";created=1795334400;keyid=\"officer-7\";nonce=\"0123456789abcdef\";alg=\"sm2-sm3\";tag=yinxin",
       "http.signature.missing"},
      {";created=999999999999999;keyid=\"officer-7\";nonce=\"0123456789abcdef\";alg=\"sm2-sm3\";tag="
       "\"yinxin\"",
       "http.signature.stale"},
      {";created=-999999999999999;keyid=\"officer-7\";nonce=\"0123456789abcdef\";alg=\"sm2-sm3\";tag="
       "\"yinxin\"",
       "http.signature.stale"},
      {";created=1795334400;keyid=\"officer-8\";nonce=\"0123456789abcdef\";alg=\"sm2-sm3\";tag=\"yinxin\"",
       "http.signature.unknown_key"},
      {kParameters, ""},
  };
  for (const auto& row : table) EXPECT_EQ(verify(signed_with(covered + row.first)), row.second) << row.first;
}

TEST_F(SignatureTest, FieldsMustBeWellFormed) {
  const Request good = signed_with(std::string(kCovered) + kParameters);
  const auto with = [&](const char* name, const std::string& value) {
    Request request = good;
    request.headers.set(name, value);
    return verify(request);
  };
  const std::string input(*good.headers.find("Signature-Input"));
  const std::string signature(*good.headers.find("Signature"));
  EXPECT_EQ(verify(request_), "http.signature.missing");
  EXPECT_EQ(with("Signature", ""), "http.signature.malformed");
  EXPECT_EQ(with("Signature", "other" + signature.substr(3)), "http.signature.malformed");
  EXPECT_EQ(with("Signature", "sig=:AAAA:"), "http.signature.malformed");
  EXPECT_EQ(with("Signature", "sig=\"AAAA\""), "http.signature.malformed");
  EXPECT_EQ(with("Signature", "sig=(:AAAA:)"), "http.signature.malformed");
  EXPECT_EQ(with("Signature", signature + ", " + signature), "http.signature.malformed");
  EXPECT_EQ(with("Signature-Input", input + ", " + input), "http.signature.malformed");
  EXPECT_EQ(with("Signature-Input", input + ", again" + input.substr(3)), "http.signature.malformed");
  EXPECT_EQ(with("Signature-Input", input + ", item=1"), "http.signature.malformed");
  EXPECT_EQ(with("Signature-Input", input + ")"), "http.signature.malformed");
  EXPECT_EQ(with("Content-Digest", "sha-256=:AAAA:"), "http.signature.digest");
  EXPECT_EQ(with("Content-Digest", "sm3=x"), "http.signature.digest");
  EXPECT_EQ(with("Content-Digest", "sm3=:AAAA:"), "http.signature.digest");
  EXPECT_EQ(with("Content-Digest", "sm3=:"), "http.signature.digest");
  EXPECT_EQ(with("Signature", "other=:AAAA:, " + signature),
            "");  // another's signature may stand beside ours
}

TEST_F(SignatureTest, ParametersMayStandInAnyOrder) {
  EXPECT_EQ(
      verify(signed_with(std::string(kCovered) + ";tag=\"yinxin\";alg=\"sm2-sm3\";nonce=\"0123456789abcdef\";"
                                                 "x=1.50;keyid=\"officer-7\";created=1795334400",
                         "a1")),
      "");
}

TEST_F(SignatureTest, ErrorsOfTheLookUpAreTold) {
  const Request request = signed_request();
  const auto failing = [](ErrorKind kind) {
    return [kind](const std::string&) -> base::Result<crypto::Sm2PublicKey> {
      return make_error(kind, "store.busy");
    };
  };
  EXPECT_EQ(verify(request, failing(ErrorKind::Unavailable)), "store.busy");
  EXPECT_EQ(verify(request, failing(ErrorKind::NotFound)), "http.signature.unknown_key");
  EXPECT_EQ(verify(request, failing(ErrorKind::Forbidden)), "http.signature.unknown_key");
}

TEST_F(SignatureTest, AKeyIdThatHasNoSerialisationIsAFaultOfTheProgram) {
  Request request = request_;
  SignAs signer = as();
  signer.key_id = "张三";
  EXPECT_THROW((void)sign(request, key_, signer), std::invalid_argument);
}

TEST(ContentDigest, IsSm3InBase64) {
  // SM3("abc") of GB/T 32905-2016 annex A.1.
  EXPECT_EQ(
      content_digest(base::as_bytes("abc")),
      "sm3=:" +
          base::to_base64(
              base::from_hex("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0").value()) +
          ":");
}

}  // namespace
}  // namespace yinxin::http
