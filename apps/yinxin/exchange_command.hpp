// yinxin exchange: this organisation's keys for messages to others, and how far messages are.
#pragma once

#include <ostream>
#include <string>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct ExchangeKeysOptions {
  std::string socket;
  std::string organisation;
  std::string address;
  std::string key = "exchange-1";
  std::string seal_key = "exchange-data-1";
};
/// Makes the two keys that are missing at the signer, whose online class must be open, and prints the line
/// that peers put into their file of peers, with the fingerprints to be compared by voice or on paper.
/// Errors: those of the signer; Malformed `exchange.organisation`.
base::Result<void> exchange_keys(const ExchangeKeysOptions& options, std::ostream& out);

struct ExchangeListOptions {
  SignedAs as;
  std::string box = "out";  ///< out, in
  std::string state;        ///< empty: any
};
base::Result<void> exchange_list(const ExchangeListOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
