#include "http/wire_reader.hpp"

#include <gtest/gtest.h>

#include "http_support/requests.hpp"

namespace yinxin::http {
namespace {

/// Everything one connection would have said, fed in blocks of `block` octets.
struct Outcome {
  std::vector<Request> requests;
  std::optional<WireFault> fault;
  bool keep_alive = true;
};

Outcome feed(const std::string& wire, std::size_t block, std::size_t max_body = 1000) {
  Outcome outcome;
  RequestReader reader("http");
  Request request;
  reader.start(request);
  base::Bytes pending;
  std::size_t sent = 0;
  while (true) {
    std::size_t consumed = 0;
    const ReadState state = reader.read(pending, consumed);
    pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(consumed));
    if (state == ReadState::Fault || (state == ReadState::HeaderDone && !reader.limit_body(max_body))) {
      outcome.fault = reader.fault();
      return outcome;
    }
    if (state == ReadState::Complete) {
      outcome.requests.push_back(std::move(request));
      outcome.keep_alive = reader.keep_alive();
      request = Request();
      reader.start(request);
    }
    if (state != ReadState::NeedMore) continue;
    if (sent == wire.size()) return outcome;
    base::append(pending, base::as_bytes(std::string_view(wire).substr(sent, block)));
    sent = std::min(sent + block, wire.size());
  }
}

TEST(RequestReader, ARepeatedHeadSaysTheSameAgain) {
  const std::string head =
      "POST /a%20b?c=d HTTP/1.1\r\nHost: Example.com\r\nContent-Length: 3\r\nX-One: 1\r\n\r\n";
  const std::string empty = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  const std::string chunks = "PUT /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string wire = head + "one" + head + "two" + head + "\r\n3" + empty + empty + chunks +
                           "1\r\na\r\n0\r\n\r\n" + chunks + "2\r\nbc\r\n0\r\n\r\n" + head + "end";
  for (std::size_t block = 1; block <= wire.size(); ++block) {
    const Outcome outcome = feed(wire, block);
    ASSERT_FALSE(outcome.fault) << block << base::describe(outcome.fault->error);
    ASSERT_EQ(outcome.requests.size(), 8U) << block;
    const char* const bodies[] = {"one", "two", "\r\n3", "", "", "a", "bc", "end"};
    for (std::size_t i = 0; i < 8; ++i)
      EXPECT_EQ(base::as_text(outcome.requests[i].body), bodies[i]) << block;
    for (const std::size_t i : {0U, 1U, 2U, 7U}) {
      const Request& request = outcome.requests[i];
      EXPECT_EQ(request.method, Method::Post);
      EXPECT_EQ(request.scheme, "http");
      EXPECT_EQ(request.authority, "example.com");
      EXPECT_EQ(request.target.text, "/a%20b?c=d");
      EXPECT_EQ(request.query_parameter("c"), "d");
      EXPECT_EQ(request.headers.size(), 3U);
      EXPECT_EQ(request.headers.find("x-one"), "1");
    }
    EXPECT_EQ(outcome.requests[4].method, Method::Get);
    EXPECT_EQ(outcome.requests[4].target.text, "/");
  }
}

TEST(RequestReader, WhatARepeatedHeadAsksForIsJudgedAgain) {
  const std::string big = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n";
  const Outcome too_large = feed(big, big.size());
  ASSERT_TRUE(too_large.fault);
  EXPECT_EQ(too_large.fault->status, 413);

  const std::string last = "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  const Outcome closed = feed(last + last, 4096);
  EXPECT_EQ(closed.requests.size(), 2U);
  EXPECT_FALSE(closed.keep_alive);

  RequestReader reader("http");
  const std::string waits =
      "POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n";
  for (int i = 0; i < 2; ++i) {
    Request request;
    reader.start(request);
    std::size_t consumed = 0;
    ASSERT_EQ(reader.read(base::as_bytes(waits), consumed), ReadState::HeaderDone);
    EXPECT_TRUE(reader.expects_continue());
    EXPECT_EQ(reader.content_length(), 1U);
    ASSERT_EQ(reader.read(base::as_bytes("x"), consumed), ReadState::Complete);
    EXPECT_EQ(base::as_text(request.body), "x");
  }
}

TEST(RequestReader, ReadsTheSameWhateverTheBlocks) {
  const std::string wire =
      "\r\nPOST /a?b=c HTTP/1.1\r\nHost: Example.com:80\r\nContent-Length: 5\r\nX-One:  1 \r\n\r\nhello"
      "GET /next HTTP/1.1\r\nHost: example.com\r\n\r\n"
      "PUT /chunks HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n"
      "5;name=\"v\"\r\nhello\r\n1\r\n \r\nA\r\n0123456789\r\n0\r\nTrailer: dropped\r\n\r\n"
      "DELETE /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  for (std::size_t block = 1; block <= wire.size(); block += block < 40 ? 1 : 37) {
    const Outcome outcome = feed(wire, block);
    ASSERT_FALSE(outcome.fault) << block << base::describe(outcome.fault->error);
    ASSERT_EQ(outcome.requests.size(), 4U) << block;
    EXPECT_EQ(outcome.requests[0].method, Method::Post);
    EXPECT_EQ(outcome.requests[0].authority, "example.com");
    EXPECT_EQ(outcome.requests[0].query_parameter("b"), "c");
    EXPECT_EQ(outcome.requests[0].headers.find("x-one"), "1");
    EXPECT_EQ(base::as_text(outcome.requests[0].body), "hello");
    EXPECT_EQ(outcome.requests[1].target.text, "/next");
    EXPECT_EQ(base::as_text(outcome.requests[2].body), "hello 0123456789");
    EXPECT_FALSE(outcome.requests[2].headers.find("Trailer"));
    EXPECT_EQ(outcome.requests[3].method, Method::Delete);
    EXPECT_FALSE(outcome.keep_alive);
  }
}

TEST(RequestReader, AbsoluteFormReplacesHost) {
  const Request request =
      testing::read_request("GET HTTP://Other.example:80/a?x=1 HTTP/1.1\nHost: example.com");
  EXPECT_EQ(request.authority, "other.example");
  EXPECT_EQ(request.target.text, "/a?x=1");
  EXPECT_EQ(testing::read_request("GET http://other.example HTTP/1.1\nHost: x").target.text, "/");
}

struct Bad {
  const char* name;
  std::string wire;
  int status;
  const char* code;
};

TEST(RequestReader, RefusesWithTheRightStatus) {
  const std::string host = "Host: x\r\n";
  const std::string fields_101 = [] {
    std::string fields;
    for (int i = 0; i < 101; ++i) fields += "A: b\r\n";
    return fields;
  }();
  const Bad table[] = {
      {"garbage", "\x16\x03\x01\x02garbage\r\n\r\n", 400, "http.message"},
      {"no version", "GET /\r\n\r\n", 400, "http.message"},
      {"bare line feed", "GET / HTTP/1.1\nHost: x\n\n\r\n\r\n", 505, "http.version"},
      {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "http.version"},
      {"HTTP/0.9", "GET / HTTP/0.9\r\n\r\n", 505, "http.version"},
      {"unknown method", "BREW / HTTP/1.1\r\n" + host + "\r\n", 501, "http.method_unknown"},
      {"method in lower case", "get / HTTP/1.1\r\n" + host + "\r\n", 501, "http.method_unknown"},
      {"no Host", "GET / HTTP/1.1\r\n\r\n", 400, "http.host"},
      {"two Hosts", "GET / HTTP/1.1\r\n" + host + host + "\r\n", 400, "http.host"},
      {"empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400, "http.host"},
      {"Host with path", "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n", 400, "http.host"},
      {"dot segments", "GET /a/../b HTTP/1.1\r\n" + host + "\r\n", 400, "http.target"},
      {"asterisk", "GET * HTTP/1.1\r\n" + host + "\r\n", 400, "http.target"},
      {"long target", "GET /" + std::string(kMaxTargetBytes, 'a') + " HTTP/1.1\r\n" + host + "\r\n", 414,
       "http.target_too_long"},
      {"space before the colon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400, "http.message"},
      {"control character in a value", "GET / HTTP/1.1\r\n" + host + "A: b\x01\r\n\r\n", 400, "http.message"},
      {"NUL in a value", std::string("GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n", 35), 400,
       "http.message"},
      {"length and chunks",
       "POST / HTTP/1.1\r\n" + host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400,
       "http.message"},
      {"chunks and length",
       "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n", 400,
       "http.message"},
      {"two lengths", "POST / HTTP/1.1\r\n" + host + "Content-Length: 3\r\nContent-Length: 4\r\n\r\n", 400,
       "http.message"},
      {"a list of lengths", "POST / HTTP/1.1\r\n" + host + "Content-Length: 3, 4\r\n\r\n", 400,
       "http.message"},
      {"negative length", "POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", 400, "http.message"},
      {"hexadecimal length", "POST / HTTP/1.1\r\n" + host + "Content-Length: 0x5\r\n\r\n", 400,
       "http.message"},
      {"coding that is not chunked", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n", 501,
       "http.transfer_encoding"},
      {"coding before chunked", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip, chunked\r\n\r\n",
       501, "http.transfer_encoding"},
      {"chunked before a coding", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked, gzip\r\n\r\n",
       501, "http.transfer_encoding"},
      {"chunked in disguise", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\n", 501,
       "http.transfer_encoding"},
      {"chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "http.message"},
      {"chunk size not a number", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
       400, "http.message"},
      {"chunk longer than said",
       "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n", 400,
       "http.message"},
      {"chunk size past 64 bits",
       "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n1FFFFFFFFFFFFFFFFF\r\n", 400,
       "http.message"},
      {"length over the limit", "POST / HTTP/1.1\r\n" + host + "Content-Length: 1001\r\n\r\n", 413,
       "http.too_large"},
      {"chunks over the limit",
       "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n" + std::string(1000, 'a') +
           "\r\n1\r\nb\r\n",
       413, "http.too_large"},
      {"101 fields", "GET / HTTP/1.1\r\n" + host + fields_101 + "\r\n", 431, "http.header_too_large"},
      {"one long field", "GET / HTTP/1.1\r\n" + host + "A: " + std::string(kMaxHeaderBytes, 'b') + "\r\n\r\n",
       431, "http.header_too_large"},
      {"endless request line", "GET /" + std::string(2 * kMaxHeaderBytes, 'a'), 431, "http.header_too_large"},
      {"unknown expectation", "GET / HTTP/1.1\r\n" + host + "Expect: tea\r\n\r\n", 417, "http.expectation"},
  };
  for (const Bad& bad : table) {
    for (const std::size_t block : {std::size_t(1), std::size_t(100'000)}) {
      const Outcome outcome = feed(bad.wire, block);
      ASSERT_TRUE(outcome.fault) << bad.name << " in blocks of " << block;
      EXPECT_EQ(outcome.fault->status, bad.status) << bad.name;
      EXPECT_EQ(outcome.fault->error.code, bad.code)
          << bad.name << ": " << base::describe(outcome.fault->error);
      EXPECT_TRUE(outcome.requests.empty()) << bad.name;
    }
  }
}

TEST(RequestReader, TakesTheLimitItself) {
  EXPECT_EQ(feed("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + std::string(1000, 'a'), 99)
                .requests.size(),
            1U);
  EXPECT_EQ(feed("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n" +
                     std::string(1000, 'a') + "\r\n0\r\n\r\n",
                 99)
                .requests.size(),
            1U);
}

TEST(RequestReader, KeepsConnectionsAsTheVersionSays) {
  const std::pair<const char*, bool> table[] = {
      {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", true},
      {"GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n", false},
      {"GET / HTTP/1.0\r\n\r\n", false},
      {"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true},
  };
  for (const auto& row : table) {
    const Outcome outcome = feed(row.first, 1000);
    ASSERT_EQ(outcome.requests.size(), 1U) << row.first;
    EXPECT_EQ(outcome.keep_alive, row.second) << row.first;
  }
}

TEST(RequestReader, UnfoldsObsoleteFolding) {
  EXPECT_EQ(testing::read_request("GET / HTTP/1.1\nHost: x\nA: b\n  c").headers.find("A"), "b c");
}

TEST(RequestReader, SaysWhetherARequestHasBegun) {
  Request request;
  RequestReader reader("http");
  reader.start(request);
  std::size_t consumed = 0;
  EXPECT_EQ(reader.read(base::as_bytes("\r\n\r"), consumed), ReadState::NeedMore);
  EXPECT_EQ(consumed, 2U);
  EXPECT_FALSE(reader.has_begun());
  EXPECT_EQ(reader.read(base::as_bytes("G"), consumed), ReadState::NeedMore);
  EXPECT_TRUE(reader.has_begun());
}

struct Answer {
  ReadState state = ReadState::NeedMore;
  Response response;
  std::string code;
};

Answer read_answer(std::string_view wire, bool to_head = false, bool then_end = true) {
  ResponseReader reader;
  reader.start(to_head, 100);
  base::ByteView rest = base::as_bytes(wire);
  Answer answer;
  while (answer.state != ReadState::Complete && answer.state != ReadState::Fault) {
    std::size_t consumed = 0;
    answer.state = reader.read(rest, consumed);
    rest = rest.subspan(consumed);
    if (answer.state != ReadState::NeedMore) continue;
    if (!then_end) return answer;
    answer.state = reader.end_of_stream();
  }
  if (answer.state == ReadState::Complete) answer.response = reader.take();
  if (answer.state == ReadState::Fault) answer.code = reader.error().code;
  return answer;
}

TEST(ResponseReader, ReadsEveryKindOfBody) {
  EXPECT_EQ(read_answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi").response.body_text(), "hi");
  EXPECT_EQ(read_answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n")
                .response.body_text(),
            "hi");
  EXPECT_EQ(read_answer("HTTP/1.0 200 OK\r\n\r\nuntil the end").response.body_text(), "until the end");
  EXPECT_EQ(read_answer("HTTP/1.1 204 No Content\r\n\r\n", false, false).response.status, 204);
  const Answer head = read_answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", true, false);
  EXPECT_EQ(head.state, ReadState::Complete);
  EXPECT_EQ(head.response.headers.find("content-length"), "2");
}

TEST(ResponseReader, RefusesWhatIsNotWhole) {
  for (const char* wire :
       {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n"}) {
    EXPECT_EQ(read_answer(wire).code, "http.message") << wire;
  }
  EXPECT_EQ(read_answer("garbage\r\n\r\n").code, "http.version");
  EXPECT_EQ(read_answer("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n").code, "http.too_large");
  EXPECT_EQ(read_answer("HTTP/1.1 200 OK\r\n\r\n" + std::string(101, 'a')).code, "http.too_large");
}

}  // namespace
}  // namespace yinxin::http
