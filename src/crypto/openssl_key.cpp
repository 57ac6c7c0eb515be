#include "crypto/openssl_key.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/params.h>

#include <array>

namespace yinxin::crypto {

Key import_key(const Sm2Point& point, std::span<std::uint8_t> scalar) {
  static constexpr char kGroupName[] = "SM2";
  std::array<OSSL_PARAM, 4> parameters{};
  std::size_t count = 0;
  parameters[count++] =
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, const_cast<char*>(kGroupName), 0);
  parameters[count++] = OSSL_PARAM_construct_octet_string(
      OSSL_PKEY_PARAM_PUB_KEY, const_cast<std::uint8_t*>(point.data()), point.size());
  if (!scalar.empty()) {
    parameters[count++] = OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_PRIV_KEY, scalar.data(), scalar.size());
  }
  parameters[count] = OSSL_PARAM_construct_end();
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr));
  require(context && EVP_PKEY_fromdata_init(context.get()) == 1, "EVP_PKEY_fromdata_init");
  EVP_PKEY* key = nullptr;
  const int selection = scalar.empty() ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
  if (EVP_PKEY_fromdata(context.get(), &key, selection, parameters.data()) != 1) ERR_clear_error();
  return Key(key);
}

}  // namespace yinxin::crypto
