// Leave to issue one certificate (architecture.md 3, law 2): it holds what is to be certified and the proof
// of every gate.
#pragma once

#include "authority/types.hpp"

namespace yinxin::registration {
class GateCheck;
}

namespace yinxin::authority {

/// Made by registration::GateCheck only, after every gate held (articles 4, 16, 21); used up by
/// Service::issue().
class IssuancePermit {
 public:
  IssuancePermit(IssuancePermit&&) noexcept = default;
  IssuancePermit& operator=(IssuancePermit&&) noexcept = default;
  IssuancePermit(const IssuancePermit&) = delete;
  IssuancePermit& operator=(const IssuancePermit&) = delete;

  const CertificateOrder& order() const { return order_; }

 private:
  friend class registration::GateCheck;
  friend class Service;
  explicit IssuancePermit(CertificateOrder order) : order_(std::move(order)) {}

  CertificateOrder order_;
};

}  // namespace yinxin::authority
