// What a handover takes and gives.
#pragma once

#include <filesystem>
#include <string>

#include "base/clock.hpp"
#include "crypto/sm2.hpp"
#include "proof/handover_bundle.hpp"
#include "x509/certificate.hpp"

namespace yinxin::handover {

struct ExportOrder {
  crypto::Sm2PublicKey taker;  // that holders' records are sealed for
  std::string crl_address;     // of the issuing authority's lists, up to the partition, as in certificates
  std::filesystem::path crl_folder;  // published lists: <folder>/<authority>/<partition>[.delta].crl
};

struct Exported {
  crypto::Sm3Digest manifest{};
  std::uint64_t certificates = 0;
  std::uint64_t records = 0;  // applications
};

struct ImportOrder {
  std::vector<x509::Certificate> roots;  // of the sender: at least one
  std::string data_key_id;               // our signer's key that the bundle is sealed for
};

struct Imported {
  crypto::Sm3Digest manifest{};
  std::string authority;  // its id here
  std::uint64_t certificates = 0;
  bool before = false;  // it had been imported whole already: nothing was done
};

}  // namespace yinxin::handover
