// PEM: RFC 7468.
#include <gtest/gtest.h>

#include <sstream>

#include "crypto/key_file.hpp"

namespace yinxin::crypto {
namespace {

const base::Bytes kOctets = base::to_bytes("0123456789abcdef");

TEST(Pem, WritesTheStrictForm) {
  EXPECT_EQ(to_pem("X509 CRL", kOctets),
            "-----BEGIN X509 CRL-----\nMDEyMzQ1Njc4OWFiY2RlZg==\n-----END X509 CRL-----\n");
  for (const std::size_t size : {1U, 47U, 48U, 49U, 96U, 1000U}) {
    const base::Bytes octets(size, 0x5A);
    std::istringstream lines(to_pem("CERTIFICATE", octets));
    std::vector<std::string> all;
    for (std::string line; std::getline(lines, line);) all.push_back(line);
    ASSERT_EQ(all.size(), 2 + (size + 47) / 48);
    for (std::size_t i = 1; i + 2 < all.size(); ++i) EXPECT_EQ(all[i].size(), 64U);
    EXPECT_LE(all[all.size() - 2].size(), 64U);
    EXPECT_EQ(from_pem("CERTIFICATE", to_pem("CERTIFICATE", octets)).value(), octets);
  }
}

TEST(Pem, ReadsLaxWhiteSpaceAndTextAround) {
  for (const std::string_view text : {
           "-----BEGIN A-----\nMDEyMzQ1Njc4OWFiY2RlZg==\n-----END A-----\n",
           "-----BEGIN A-----\nMDEyMzQ1Njc4OWFiY2RlZg==\n-----END A-----",
           "-----BEGIN A-----\r\nMDEyMzQ1Njc4OWFiY2RlZg==\r\n-----END A-----\r\n",
           "-----BEGIN A-----  \n\n MDEy MzQ1\tNjc4\nOWFiY2Rl\n\nZg==\n\n-----END A----- \n",
           "-----BEGIN A-----\nMDEyMzQ1Njc4OWFiY2RlZg\n==\n-----END A-----\n",
           "subject=...\n-----BEGIN A-----\nMDEyMzQ1Njc4OWFiY2RlZg==\n-----END A-----\ntrailing",
           "-----BEGIN B-----\nAAAA\n-----END B-----\n-----BEGIN A-----\nMDEyMzQ1Njc4OWFiY2RlZg==\n-----END "
           "A-----\n",
           "-----BEGIN A-----\nMDEyMzQ1Njc4OWFiY2RlZg==\n-----END A-----\n-----BEGIN A-----\nAAAA\n-----END "
           "A-----\n",
           "see -----BEGIN A-----\n-----BEGIN A-----\nMDEyMzQ1Njc4OWFiY2RlZg==\n-----END A-----\n",
       }) {
    const auto octets = from_pem("A", text);
    ASSERT_TRUE(octets) << text << base::describe(octets.error());
    EXPECT_EQ(*octets, kOctets) << text;
  }
}

TEST(Pem, RefusesEverythingElse) {
  for (const std::string_view text : {
           "",
           "MDEyMzQ1Njc4OWFiY2RlZg==",
           "-----BEGIN B-----\nAAAA\n-----END B-----\n",
           "-----BEGIN AA-----\nAAAA\n-----END AA-----\n",
           "-----BEGIN a-----\nAAAA\n-----END a-----\n",
           "-----BEGIN A-----\nAAAA\n",
           "-----BEGIN A-----\nAAAA\n-----END B-----\n",
           "-----BEGIN A-----\nAAAA\n-----END A----\n",
           "-----BEGIN A-----\nAAAA-----END A-----\n",
           "-----BEGIN A-----AAAA\n-----END A-----\n",
           " -----BEGIN A-----\nAAAA\n-----END A-----\n",
           "-----END A-----\nAAAA\n-----BEGIN A-----\n",
           "-----BEGIN A-----\n-----END A-----\n",
           "-----BEGIN A-----\nAAA\n-----END A-----\n",
           "-----BEGIN A-----\nAAB=\n-----END A-----\n",
           "-----BEGIN A-----\nAA==AAAA\n-----END A-----\n",
           "-----BEGIN A-----\nAA-_\n-----END A-----\n",
           "-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END A-----\n",
           "-----BEGIN A-----\n-----BEGIN A-----\nAAAA\n-----END A-----\n",
       }) {
    const auto octets = from_pem("A", text);
    ASSERT_FALSE(octets) << text;
    EXPECT_EQ(octets.error().code, "crypto.pem") << text;
    EXPECT_EQ(octets.error().kind, base::ErrorKind::Malformed) << text;
  }
}

}  // namespace
}  // namespace yinxin::crypto
