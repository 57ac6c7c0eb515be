// The ground of the tests of filings over HTTP, at either kind of office.
#pragma once

#include "filings_support/filings_world.hpp"
#include "integration/regulator_world.hpp"

namespace yinxin::house_support {

/// An exchange on the database of the office that answers HTTP, with a peer beside it.
template <class World>
class FilingsFront : public World {
 protected:
  void open_exchange(const std::string& us, const std::string& peer) {
    party = std::make_unique<exchange_support::Party>(peer, this->GetParam(), this->clock);
    exchange::Service::Options options;
    options.organisation = us;
    options.peers = {party->as_peer()};
    options.sign = [this](const std::string& note) {
      return crypto::sm2_sign(signing, base::as_bytes(note));
    };
    options.unwrap = [this](base::ByteView key) { return crypto::sm2_decrypt(sealing, key); };
    options.deliver = [this](const exchange::Incoming& incoming) { return deliver(incoming); };
    options.on_receipt = [this](const exchange::Receipted& said) { return kept->receipted(said); };
    service = need(exchange::Service::open(
        {*this->database_, *this->lane, this->recorder, this->clock, this->ids}, std::move(options), line));
    house.emplace(
        filings::House{*this->database_, *this->lane, this->recorder, this->clock, this->vault, *service});
    kept = std::make_unique<filings::Records>(*house);
    const exchange::Peer ours{us, {signing.public_key()}, sealing.public_key(), "http://test:1"};
    party->start({ours});
    line.ends[peer] = party->service.get();
    party->line.ends[us] = service.get();
  }
  void close_exchange() {
    kept.reset();
    service.reset();
    party.reset();
  }
  void settle() {
    while (need(service->work()) + need(party->service->work()) > 0) {
    }
  }
  static http::JsonReader parsed(const http::Response& response) {
    return need(http::JsonReader::parse(*response.body));
  }

  std::function<base::Result<store::WriteSet>(const exchange::Incoming&)> deliver;
  const crypto::Sm2PrivateKey signing = crypto::Sm2PrivateKey::generate();
  const crypto::Sm2PrivateKey sealing = crypto::Sm2PrivateKey::generate();
  exchange_support::Line line;
  std::unique_ptr<exchange_support::Party> party;
  std::unique_ptr<exchange::Service> service;
  std::optional<filings::House> house;
  std::unique_ptr<filings::Records> kept;
};

}  // namespace yinxin::house_support
