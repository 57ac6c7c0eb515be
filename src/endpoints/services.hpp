// What operations may use. One operation is one file; each file gives its route, routes.cpp lists them.
#pragma once

#include <functional>
#include <set>

#include "authority/service.hpp"
#include "cases/service.hpp"
#include "compliance/service.hpp"
#include "demonstration/service.hpp"
#include "evidence/service.hpp"
#include "filings/service.hpp"
#include "http/health.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "ledger/sequencer.hpp"
#include "officers/service.hpp"
#include "papers/service.hpp"
#include "policy/service.hpp"
#include "registration/service.hpp"
#include "status/service.hpp"
#include "store/connection.hpp"
#include "supervision/service.hpp"
#include "supervision/tips/service.hpp"

namespace yinxin::endpoints {

class Authenticator;
struct ExchangeDesk;  // exchange/operations.hpp
struct Instruments;   // instruments/operations.hpp

/// How an office works on cases: its procedures and the words of the rules for them.
struct CaseDesk {
  cases::Service& service;
  std::map<std::string, std::vector<procedure::Procedure>> procedures;  // that it plays, as load_all() gives
  std::string region;                        // of officers whose account names none
  std::set<std::string, std::less<>> roles;  // of its officers; accounts with others are not entered
  /// What who signs with a key may be in the cases of that party, beside "applicant": at a regulator the
  /// roles of a provider, where the party holds a licence. None set: nothing more.
  std::function<base::Result<std::vector<std::string>>(const std::string& party)> party_roles = {};
};

/// What every office has, provider or regulator: officers, ledger, cases. Its authority and status are those
/// of officers' certificates; a provider's are those of holders' as well.
struct Office {
  const base::Clock& clock;
  store::Database& database;
  authority::Service& authority;
  status::Service& status;
  const ledger::TileFolder& tiles;
  const ledger::Recorder& recorder;
  officers::Service& officers;
  const officers::Requests& requests;
  Authenticator& authenticator;
  const privacy::Vault& vault;
  const http::ErrorTexts& error_texts;
  const CaseDesk& desk;
  ExchangeDesk* exchange = nullptr;                 // null: no exchange is set up
  const filings::Records* filings = nullptr;        // likewise
  compliance::Service* compliance = nullptr;        // of a provider; null: nothing is sealed from anybody
  demonstration::Service* demonstration = nullptr;  // null: no demonstration, and no operation on its clock
  const papers::Service* papers = nullptr;          // documents of cases; null: none are given here
  bool has_pages = false;                           // the console is served: people are sent to its pages
};

/// A provider's office.
struct Services : Office {
  policy::Service& policy;
  registration::Service& registration;
  evidence::Service& evidence;
  registration::Batches& batches;
  const filings::Filer* filer = nullptr;     // null: no exchange is set up
  registration::Rosters* rosters = nullptr;  // null: no portal of agencies
};

/// A regulator's office.
struct Supervision : Office {
  const supervision::Service& supervision;
  const Instruments& instruments;
  supervision::Tips* tips = nullptr;  // null: no folder of seals is set
};

/// Rate classes of routes (http::RateLimiter).
inline constexpr std::string_view kQueryClass = "query";

/// Every operation of a provider's office, or of a regulator's. What is given outlives the router.
void add_routes(http::Router& router, const Services& services);
void add_routes(http::Router& router, const Supervision& supervision);

}  // namespace yinxin::endpoints
