// Certificates of an issuing authority by the hundred thousand: rows as the server writes them (certificate,
// act record, partition), with a real certificate's contents and nobody's signature. The server must be down.
#pragma once

#include "base/ids.hpp"
#include "house.hpp"

namespace yinxin::bench {

class Filler {
 public:
  /// Takes the octets of a certificate that the house has issued for an application.
  explicit Filler(const House& house);

  enum class Standing { Good, Revoked };
  /// Adds that many. Published lists are removed, so that the server makes them anew.
  void add(std::size_t count, Standing standing);
  std::size_t size() const { return size_; }
  /// Partitions of the issuer, all in use; known after add().
  std::int64_t partitions() const { return partition_ + 1; }
  /// Of the index-th one added.
  static x509::Serial serial(std::size_t index);

 private:
  void prepare();
  void add_partition_part(std::size_t count, Standing standing);
  void add_one(Standing standing);
  void forget_lists();

  const House& house_;
  std::shared_ptr<store::Database> database_;
  std::unique_ptr<store::Connection> connection_;
  store::Row model_;           // a certificate's row
  std::size_t serial_at_ = 0;  // in its DER
  std::size_t size_ = 0;
  std::int64_t partition_ = 0;
  std::int64_t assigned_ = 0;
  std::int64_t next_act_ = 0;
  base::SystemClock clock_;
  base::IdSource ids_{clock_};
};

}  // namespace yinxin::bench
