// The regulator's instruments, wired: draws, monitoring with its rounds, the witness of ledgers.
#pragma once

#include "base/log.hpp"
#include "endpoints/instruments/operations.hpp"
#include "endpoints/instruments/rounds.hpp"
#include "endpoints/instruments/witnessing.hpp"
#include "office/house.hpp"

namespace yinxin::office {

class Instruments {
 public:
  /// Errors: those of PublicSites::load; Malformed `office.witness` (the name is none).
  static base::Result<std::unique_ptr<Instruments>> open(House& house, const base::Log& log);

  const endpoints::Instruments& desk() const { return desk_; }
  /// The rounds begin. They end with this object.
  void start();

 private:
  Instruments(House& house, std::unique_ptr<endpoints::PublicSites> sites, const base::Log& log);

  const base::Config& settings_;
  const base::Log& log_;
  const std::unique_ptr<endpoints::PublicSites> sites_;
  supervision::Experts experts_;
  supervision::Draws draws_;
  supervision::Monitoring monitoring_;
  supervision::Witness witness_;
  const endpoints::Instruments desk_;
  std::optional<endpoints::Witnessing> witnessing_;  // where a name is set
  std::optional<endpoints::Rounds> rounds_;
};

}  // namespace yinxin::office
