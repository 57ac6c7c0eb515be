// What the database alone can do: the rows of a measured run written once more, as they stand, in commits of
// as many certificates, without parsing, sealing, hashing, signing or HTTP (decisions.md 12). SQLite only.
#pragma once

#include "house.hpp"

namespace yinxin::bench {

class Ceiling {
 public:
  /// Copies the house's database as it stands before the run.
  explicit Ceiling(const House& house);
  /// Writes what the run added to it; certificates a second. Three commits a batch, as the way of a
  /// certificate has them: intents, certificates with their steps and answers, ledger numbers.
  double certificates_per_second(std::size_t batch);

 private:
  std::shared_ptr<store::Database> original_;
  std::string copy_;
  std::int64_t since_ = 0;  // microseconds; what came later is of the run
};

}  // namespace yinxin::bench
