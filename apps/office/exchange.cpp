#include "office/exchange.hpp"

#include "exchange/peers.hpp"

namespace yinxin::office {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

Result<void> check_keys(signer::Client& signer, const base::Config& settings) {
  const auto wrong = [](const std::string& what) {
    return make_error(ErrorKind::Refused, "exchange.keys", what);
  };
  YX_TRY(const signer::KeyInfo signing, signer.key(settings.text("exchange.key")));
  if ((signing.spec.limits.purposes & signer::kSignSubmission) == 0 ||
      signing.spec.limits.origin != settings.text("exchange.organisation"))
    return wrong("exchange.key is no key for letters of this organisation");
  YX_TRY(const signer::KeyInfo sealing, signer.key(settings.text("exchange.seal_key")));
  if ((sealing.spec.limits.purposes & signer::kUnwrapData) == 0)
    return wrong("exchange.seal_key opens no keys");
  return {};
}

/// Letters about cases; which of the two there are is known when the first comes.
Result<store::WriteSet> deliver_to(const House& house, const exchange::Incoming& incoming) {
  if (house.intake) return house.intake->take(incoming);
  if (house.filer) return house.filer->take(incoming);
  return make_error(ErrorKind::NotYet, "exchange.no_department");
}

}  // namespace

Result<std::unique_ptr<Exchange>> Exchange::open(House& house, const base::Log& log) {
  const base::Config& settings = *house.settings;
  exchange::Service::Options options;
  options.organisation = settings.text("exchange.organisation");
  if (options.organisation.empty()) return std::unique_ptr<Exchange>();
  YX_TRY(options.peers, exchange::read_peers(settings.path("exchange.peers")));
  YX_TRY(auto transport, endpoints::HttpTransport::make(options.peers));
  YX_CHECK(check_keys(*house.signer, settings));
  signer::Client& signer = *house.signer;
  options.sign = [&signer, key = settings.text("exchange.key")](const std::string& note) {
    return signer.sign_letter(key, note);
  };
  options.unwrap = [&signer, key = settings.text("exchange.seal_key")](base::ByteView wrapped) {
    return signer.unwrap(key, wrapped);
  };
  options.deliver = [&house](const exchange::Incoming& incoming) { return deliver_to(house, incoming); };
  options.on_receipt = [&house](const exchange::Receipted& receipted) -> Result<store::WriteSet> {
    if (house.filer) return house.filer->receipted(receipted);
    return house.filings ? house.filings->receipted(receipted) : Result<store::WriteSet>(store::WriteSet());
  };
  std::unique_ptr<Exchange> made(new Exchange(std::move(transport), log));
  options.on_work = [&it = *made] { it.wake(); };
  YX_TRY(made->service_,
         exchange::Service::open({*house.database, *house.lane, *house.recorder, house.clock, house.ids},
                                 std::move(options), *made->transport_));
  made->desk_.emplace(endpoints::ExchangeDesk{*made->service_, made->pool_});
  house.open_filings(*made->service_);
  return made;
}

Exchange::~Exchange() {
  pool_.stop();
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Exchange::start() {
  thread_ = std::thread([this] { run(); });
}

void Exchange::wake() {
  {
    const std::lock_guard lock(mutex_);
    awake_ = true;
  }
  woken_.notify_all();
}

void Exchange::run() {
  while (true) {
    const auto done = service_->work();
    if (!done) log_.error("exchange.work", {{"error", done.error()}});
    std::unique_lock lock(mutex_);
    if (stopping_) return;
    if (done && *done > 0) continue;
    if (woken_.wait_for(lock, kRound, [this] { return stopping_ || awake_; }) && stopping_) return;
    awake_ = false;
  }
}

}  // namespace yinxin::office
