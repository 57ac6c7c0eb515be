// Do the times of the engine's secret operations tell about the secret? A fixed scalar against random ones,
// taken at random, and Welch's t of the two (Reparaz, Balasch, Verbauwhede: Dude, is my code constant time?,
// 2017). Above 10 something leaks; below, nothing was seen. The counterpart in the same run is a leaking
// multiplication by doublings, which must be seen.
#include <cmath>
#include <random>

#include "crypto/random.hpp"
#include "crypto/sm2_engine.hpp"
#include "crypto/sm2_field.hpp"
#include "report.hpp"

namespace yinxin::bench {
namespace {

constexpr std::size_t kCalls = 40'000;
constexpr double kKept = 0.9;  // of each class, the fastest: the others were interrupted
constexpr double kBar = 10;

struct Classes {
  std::vector<double> fixed;
  std::vector<double> random;
};

struct Moments {
  double mean = 0;
  double variance = 0;
  double count = 0;
};

Moments moments_below(const std::vector<double>& values, double limit) {
  Moments moments;
  double sum = 0;
  double squares = 0;
  for (const double value : values) {
    if (value > limit) continue;
    sum += value;
    squares += value * value;
    ++moments.count;
  }
  moments.mean = sum / moments.count;
  moments.variance = squares / moments.count - moments.mean * moments.mean;
  return moments;
}

/// |t|, of what lies below the same limit in both classes.
double welch(const Classes& classes) {
  std::vector<double> all = classes.fixed;
  all.insert(all.end(), classes.random.begin(), classes.random.end());
  std::sort(all.begin(), all.end());
  const double limit = all[static_cast<std::size_t>(kKept * static_cast<double>(all.size()))];
  const Moments a = moments_below(classes.fixed, limit);
  const Moments b = moments_below(classes.random, limit);
  return std::fabs(a.mean - b.mean) / std::sqrt(a.variance / a.count + b.variance / b.count);
}

base::SecretBytes random_scalar() {
  base::SecretBytes scalar = crypto::random_secret(32);
  scalar.writable()[0] &= 0x7F;
  return scalar;
}

/// One bit set: most windows of the comb are zeros.
base::SecretBytes sparse_scalar() {
  base::SecretBytes scalar(32);
  scalar.writable()[1] = 1;
  return scalar;
}

template <class Operation>
Classes measure_classes(const Operation& operation, std::size_t calls) {
  std::mt19937 coin(20261123);
  const base::SecretBytes fixed = sparse_scalar();
  Classes classes;
  for (std::size_t i = 0; i < calls; ++i) {
    const bool is_fixed = (coin() & 1) != 0;
    const base::SecretBytes random = random_scalar();
    const base::SecretBytes& scalar = is_fixed ? fixed : random;
    const auto start = std::chrono::steady_clock::now();
    operation(scalar);
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
    (is_fixed ? classes.fixed : classes.random).push_back(took.count());
  }
  return classes;
}

/// x^scalar in the field by squarings, and a multiplication where a bit is 1: as nobody should.
void leaking_power(const base::SecretBytes& scalar) {
  using crypto::sm2_math::PlainField;
  crypto::sm2_math::Element power = crypto::sm2_math::kFieldOne;
  const crypto::sm2_math::Element base = crypto::sm2_math::kFieldSquareOfR;
  for (std::size_t bit = 0; bit < 8 * scalar.size(); ++bit) {
    power = PlainField::square(power);
    if ((scalar.reveal()[bit / 8] >> (7 - bit % 8) & 1) != 0) power = PlainField::multiply(power, base);
  }
  volatile crypto::sm2_math::Word sink = power.word[0];
  (void)sink;
}

void measure(const Arguments& arguments) {
  const crypto::Sm2Engine& engine = crypto::sm2_engine();
  const double leaking = welch(measure_classes(leaking_power, kCalls));
  if (leaking < 3 * kBar) throw std::runtime_error("a leak is not seen: this run says nothing");
  const double multiple =
      welch(measure_classes([&](const base::SecretBytes& scalar) { engine.base_multiple(scalar); }, kCalls));
  Report report("timing", arguments.json);
  report.row({"base_multiple.t", multiple, "|t|", "a power that multiplies where a bit is 1", leaking, kBar});
}

}  // namespace
}  // namespace yinxin::bench

int main(int count, char** values) {
  return yinxin::bench::run(count, values, yinxin::bench::measure);
}
