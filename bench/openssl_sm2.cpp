#include "openssl_sm2.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "crypto/key_file.hpp"
#include "crypto/random.hpp"

namespace yinxin::bench {

namespace {

constexpr int kRounds = 5;
constexpr std::size_t kCalls = 200;  // a round's, of each kind
constexpr std::size_t kBody = 600;   // octets: a certificate's TBS

void check(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

double thread_cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

template <class Work>
double cost_of_one(const Work& work) {
  return spent(thread_cpu_seconds,
               [&] {
                 for (std::size_t i = 0; i < kCalls; ++i) work();
               }) /
         static_cast<double>(kCalls);
}

Sm2Costs measure_on_one_core() {
  const RawOpenSsl key(crypto::Sm2PrivateKey::generate());
  const base::Bytes info = key.public_key_info();
  const base::Bytes message = crypto::random_bytes(kBody);
  const base::Bytes signature = key.sign(message);
  std::vector<double> sign, verify, verify_new_key;
  for (int round = 0; round < kRounds; ++round) {
    sign.push_back(cost_of_one([&] { key.sign(message); }));
    verify.push_back(cost_of_one([&] { check(key.verify(message, signature), "OpenSSL's verify"); }));
    verify_new_key.push_back(cost_of_one(
        [&] { check(RawOpenSsl::from_info(info).verify(message, signature), "OpenSSL's verify"); }));
  }
  return {median(sign), median(verify), median(verify_new_key)};
}

}  // namespace

RawOpenSsl::RawOpenSsl(const crypto::Sm2PrivateKey& key) {
  std::string password = "benchmark";
  const auto secret = base::SecretBytes::copy_of(base::as_bytes(password));
  const std::string pem = crypto::encrypted_key_pem(key, secret, crypto::KeyFileForm::OpenSsl, 1);
  BIO* input = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  key_.reset(PEM_read_bio_PrivateKey(input, nullptr, nullptr, password.data()));
  BIO_free(input);
  check(key_ != nullptr, "PEM_read_bio_PrivateKey");
}

RawOpenSsl RawOpenSsl::from_info(base::ByteView info) {
  RawOpenSsl openssl;
  const std::uint8_t* at = info.data();
  openssl.key_.reset(d2i_PUBKEY(nullptr, &at, static_cast<long>(info.size())));
  check(openssl.key_ != nullptr, "d2i_PUBKEY");
  return openssl;
}

base::Bytes RawOpenSsl::public_key_info() const {
  std::uint8_t* der = nullptr;
  const int size = i2d_PUBKEY(key_.get(), &der);
  check(size > 0, "i2d_PUBKEY");
  base::Bytes info(der, der + size);
  OPENSSL_free(der);
  return info;
}

base::Bytes RawOpenSsl::sign(base::ByteView message) const {
  const Context context = make_context();
  check(EVP_DigestSignInit(context.digest.get(), nullptr, EVP_sm3(), nullptr, key_.get()) == 1, "sign init");
  base::Bytes signature(80);
  std::size_t size = signature.size();
  check(EVP_DigestSign(context.digest.get(), signature.data(), &size, message.data(), message.size()) == 1,
        "EVP_DigestSign");
  signature.resize(size);
  return signature;
}

bool RawOpenSsl::verify(base::ByteView message, base::ByteView signature) const {
  const Context context = make_context();
  check(EVP_DigestVerifyInit(context.digest.get(), nullptr, EVP_sm3(), nullptr, key_.get()) == 1,
        "verify init");
  return EVP_DigestVerify(context.digest.get(), signature.data(), signature.size(), message.data(),
                          message.size()) == 1;
}

RawOpenSsl::Context RawOpenSsl::make_context() const {
  Context context;
  context.key.reset(EVP_PKEY_CTX_new(key_.get(), nullptr));
  context.digest.reset(EVP_MD_CTX_new());
  check(context.key && context.digest, "contexts");
  check(EVP_PKEY_CTX_set1_id(context.key.get(), crypto::kDefaultSm2Id.data(),
                             static_cast<int>(crypto::kDefaultSm2Id.size())) == 1,
        "EVP_PKEY_CTX_set1_id");
  EVP_MD_CTX_set_pkey_ctx(context.digest.get(), context.key.get());
  return context;
}

Sm2Costs measure_sm2_costs() {
  std::vector<Sm2Costs> costs(std::max(1u, std::thread::hardware_concurrency()));
  std::vector<std::thread> threads;
  for (Sm2Costs& one : costs) threads.emplace_back([&one] { one = measure_on_one_core(); });
  for (std::thread& thread : threads) thread.join();
  Sm2Costs sum;
  for (const Sm2Costs& one : costs) {
    sum.sign += one.sign;
    sum.verify += one.verify;
    sum.verify_new_key += one.verify_new_key;
  }
  const auto count = static_cast<double>(costs.size());
  return {sum.sign / count, sum.verify / count, sum.verify_new_key / count};
}

Sm2Costs between(const Sm2Costs& before, const Sm2Costs& after) {
  return {(before.sign + after.sign) / 2, (before.verify + after.verify) / 2,
          (before.verify_new_key + after.verify_new_key) / 2};
}

}  // namespace yinxin::bench
