#include "applicants.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "asn1/oids.hpp"
#include "crypto/key_file.hpp"
#include "registration/papers.hpp"
#include "x509/request.hpp"

namespace yinxin::bench {

namespace {

constexpr unsigned kAtOnce = 8;
constexpr std::string_view kPaper = "%PDF-1.4\n%%EOF\n";

std::string path_of(const std::string& number) {
  return "/applications/" + number;
}

std::string form_json(const crypto::Sm2PrivateKey& key) {
  const auto name =
      need(x509::Name::build({{asn1::oids::kCountry, "CN"}, {asn1::oids::kCommonName, "申请人"}}));
  const auto request = need(x509::CertificateRequest::create(name, key));
  http::JsonWriter json;
  json.object([&] {
    json.text("purpose", "new").text("profile", "individual");
    json.array("subject", [&] { json.object([&] { json.text("type", "CN").text("value", "张三"); }); });
    json.array("identities", [&] {
      json.object([&] { json.text("kind", "resident_id").text("number", "990101199001010019"); });
    });
    json.text("phone", "13800001234").integer("validity_days", 730);
    json.text("request", crypto::to_pem("CERTIFICATE REQUEST", request.der()));
  });
  return json.text();
}

std::string material_json() {
  http::JsonWriter json;
  json.object([&] {
    json.text("kind", "identity_document").text("title", "居民身份证").text("media_type", "application/pdf");
    json.octets("content", base::as_bytes(kPaper));
  });
  return json.text();
}

/// Applicants and officers who share one connection, on one thread.
class Counter {
 public:
  explicit Counter(const House& house)
      : client_(house.client()),
        entry_(house.officer("entry-1", client_)),
        review_(house.officer("review-1", client_)) {}

  /// Up to 待签发.
  Waiting serve() {
    const Asker applicant(client_, "", crypto::Sm2PrivateKey::generate());
    const std::string number = applicant.post("/applications", form_json(applicant.key())).text("number");
    const std::string path = path_of(number);
    applicant.post(path + "/materials", material_json());
    step(entry_, path, "receive", [](http::JsonWriter&) {});
    step(entry_, path, "check_identity", [](http::JsonWriter& json) {
      json.text("method", "counter").text("result", "match").text("evidence_sm3", sm3_of(kPaper));
    });
    step(review_, path, "review_material", [](http::JsonWriter& json) { json.boolean("complete", true); });
    notify(applicant, path);
    agree(applicant, path);
    return {number, sm3_of(base::as_text(applicant.key().public_key().point()))};
  }

 private:
  static std::string sm3_of(std::string_view text) { return base::to_hex(crypto::sm3(base::as_bytes(text))); }

  template <class Inputs>
  static void step(const Asker& who, const std::string& path, const char* event, const Inputs& inputs) {
    who.post(path + "/events", event_json(event, inputs));
  }

  void notify(const Asker& applicant, const std::string& path) {
    if (notification_.empty())
      notification_ = need(http::JsonReader::parse(applicant.get(path))).text("notification");
    step(applicant, path, "notify", [this](http::JsonWriter& json) {
      json.text("text_version", notification_);
      json.array("matters", [&] {
        for (const std::string_view matter : registration::kFourMatters) json.item(matter);
      });
    });
  }

  void agree(const Asker& applicant, const std::string& path) {
    const base::Bytes agreement = applicant.get(path + "/agreement");
    const std::string digest = sm3_of(base::as_text(agreement));
    step(entry_, path, "accept", [&](http::JsonWriter& json) { json.text("agreement_sm3", digest); });
    const auto signature = need(crypto::sm2_sign(applicant.key(), agreement));
    step(applicant, path, "sign_agreement", [&](http::JsonWriter& json) {
      json.text("agreement_sm3", digest).octets("agreement_signature", signature.to_der());
    });
  }

  std::shared_ptr<http::Client> client_;
  Asker entry_;
  Asker review_;
  std::string notification_;
};

}  // namespace

std::vector<Waiting> prepare_applications(const House& house, std::size_t count) {
  std::vector<Waiting> waiting(count);
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::exception_ptr failure;
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < kAtOnce; ++i) {
    threads.emplace_back([&] {
      try {
        Counter counter(house);
        for (std::size_t at = next++; at < count; at = next++) waiting[at] = counter.serve();
      } catch (...) {
        const std::lock_guard lock(mutex);
        failure = std::current_exception();
        next = count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
  return waiting;
}

std::string issue_target(const Waiting& application) {
  return path_of(application.number) + "/events";
}

std::string issue_json(const Waiting& application) {
  return event_json("issue", [&](http::JsonWriter& json) { json.text("key_sm3", application.key_sm3); });
}

std::vector<x509::Serial> issue_certificates(const House& house, std::size_t count) {
  const Asker issuing = house.officer("issue-1", house.client());
  std::vector<x509::Serial> serials;
  for (const Waiting& application : prepare_applications(house, count)) {
    const auto receipt = issuing.post(issue_target(application), issue_json(application));
    serials.push_back(need(x509::Serial::from_hex(receipt.text("serial"))));
  }
  return serials;
}

}  // namespace yinxin::bench
