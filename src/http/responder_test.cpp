#include "http/responder.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

namespace yinxin::http {
namespace {

using base::ErrorKind;

struct Recorder : Responder::Sink {
  int answers = 0;
  Response response;
  std::vector<base::Error> errors;
  void answer(Response given) noexcept override {
    ++answers;
    response = std::move(given);
  }
  void fail(base::Error error) noexcept override { errors.push_back(std::move(error)); }
};

TEST(Responder, AnswersOnce) {
  const auto sink = std::make_shared<Recorder>();
  Responder responder(sink);
  responder.answer(text(200, "a"));
  EXPECT_THROW(responder.answer(text(200, "b")), std::logic_error);
  EXPECT_THROW(responder.fail(base::make_error(ErrorKind::Refused, "x")), std::logic_error);
  EXPECT_EQ(sink->answers, 1);
  EXPECT_EQ(sink->response.body_text(), "a");
  EXPECT_TRUE(sink->errors.empty());
}

TEST(Responder, DroppedUnansweredFails) {
  const auto sink = std::make_shared<Recorder>();
  { const Responder responder(sink); }
  ASSERT_EQ(sink->errors.size(), 1U);
  EXPECT_EQ(sink->errors[0].kind, ErrorKind::Internal);
  EXPECT_EQ(sink->errors[0].code, "http.unanswered");
}

TEST(Responder, MovesItsDuty) {
  const auto first = std::make_shared<Recorder>();
  const auto second = std::make_shared<Recorder>();
  Responder a(first);
  Responder b(second);
  b = std::move(a);  // b's own duty is not forgotten
  EXPECT_EQ(second->errors.size(), 1U);
  EXPECT_TRUE(first->errors.empty());
  std::thread([moved = std::move(b)]() mutable { moved.answer(no_content()); }).join();
  EXPECT_EQ(first->answers, 1);
  EXPECT_TRUE(first->errors.empty());
}

TEST(Completion, TurnsAValueIntoAnAnswerAndAnErrorIntoAProblem) {
  const auto sink = std::make_shared<Recorder>();
  const base::Completion<int> done =
      completion<int>(Responder(sink), [](int value) { return text(200, std::to_string(value)); });
  done(7);
  EXPECT_EQ(sink->response.body_text(), "7");

  const auto other = std::make_shared<Recorder>();
  const base::Completion<int> failed = completion<int>(Responder(other), [](int) { return no_content(); });
  failed(base::make_error(ErrorKind::Conflict, "store.constraint"));
  ASSERT_EQ(other->errors.size(), 1U);
  EXPECT_EQ(other->errors[0].code, "store.constraint");
  EXPECT_EQ(other->answers, 0);
}

TEST(Completion, WorksForVoid) {
  const auto sink = std::make_shared<Recorder>();
  completion<void>(Responder(sink), [] { return no_content(); })(base::Result<void>());
  EXPECT_EQ(sink->response.status, 204);
}

TEST(Completion, AThrowOrANeverCalledOneStillAnswers) {
  const auto sink = std::make_shared<Recorder>();
  completion<int>(Responder(sink), [](int) -> Response { throw std::runtime_error("broken"); })(1);
  ASSERT_EQ(sink->errors.size(), 1U);
  EXPECT_EQ(sink->errors[0].code, "http.unanswered");

  const auto forgotten = std::make_shared<Recorder>();
  {
    const auto never = completion<int>(Responder(forgotten), [](int) { return no_content(); });
  }
  EXPECT_EQ(forgotten->errors.size(), 1U);
}

}  // namespace
}  // namespace yinxin::http
