// Messages between organisations over HTTP: what the sending side's transport speaks too
// (http_transport.hpp).
#pragma once

#include "endpoints/services.hpp"
#include "exchange/service.hpp"
#include "http/worker_pool.hpp"

namespace yinxin::endpoints {

/// The service, and the thread for calls that wait for commits and the signer (decisions.md 4).
struct ExchangeDesk {
  exchange::Service& service;
  http::WorkerPool& pool;
};

inline constexpr std::string_view kMessagesPath = "/exchange/messages";
inline constexpr std::string_view kAttachmentsPath = "/exchange/attachments/";
inline constexpr std::string_view kMessageType =
    "application/vnd.yinxin.message";  // DER, src/exchange/LETTER.md
inline constexpr std::string_view kUploadField = "Exchange-Upload";

http::Route exchange_message(const Services& services);
http::Route exchange_attachment(const Services& services);
http::Route exchange_list(const Services& services);

/// Runs `answer` on the exchange's thread. Answers NotFound `exchange.off` where no exchange is set up,
/// TooMany `exchange.busy` when too many wait.
void on_exchange_thread(const Services& services, http::Responder responder,
                        std::function<base::Result<http::Response>(exchange::Service&)> answer);

}  // namespace yinxin::endpoints
