// What operations may use. One operation is one file; each file gives its route, routes.cpp lists them.
#pragma once

#include "authority/service.hpp"
#include "evidence/service.hpp"
#include "http/health.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "ledger/sequencer.hpp"
#include "officers/service.hpp"
#include "policy/service.hpp"
#include "registration/service.hpp"
#include "status/service.hpp"
#include "store/connection.hpp"

namespace yinxin::endpoints {

class Authenticator;
struct ExchangeDesk;  // exchange/operations.hpp

struct Services {
  const base::Clock& clock;
  store::Database& database;
  authority::Service& authority;
  status::Service& status;
  const ledger::TileFolder& tiles;
  const ledger::Recorder& recorder;
  policy::Service& policy;
  officers::Service& officers;
  const officers::Requests& requests;
  Authenticator& authenticator;
  const privacy::Vault& vault;
  registration::Service& registration;
  evidence::Service& evidence;
  registration::Batches& batches;
  const http::ErrorTexts& error_texts;
  ExchangeDesk* exchange = nullptr;  // null: no exchange is set up
};

/// Rate classes of routes (http::RateLimiter).
inline constexpr std::string_view kQueryClass = "query";

/// Every operation of the provider's public side. `services` outlives the router.
void add_routes(http::Router& router, const Services& services);

}  // namespace yinxin::endpoints
