// Templates are cut into segments when they are added and kept sorted so that the first one that fits is the
// right one.
#include "http/router.hpp"

#include <algorithm>
#include <stdexcept>

namespace yinxin::http {
namespace {

struct Segment {
  enum class Kind { Literal, Parameter, Rest };  // in the order in which they are tried
  Kind kind;
  std::string text;  // the literal, or the parameter's name
  friend bool operator==(const Segment& a, const Segment& b) {
    return a.kind == b.kind && (a.kind != Kind::Literal || a.text == b.text);
  }
};
using Template = std::vector<Segment>;

[[noreturn]] void bad_route(const Route& route, const std::string& why) {
  throw std::invalid_argument("route " + route.name + " " + route.path + ": " + why);
}

Segment read_segment(const Route& route, const std::string& text) {
  if (text.find('{') == std::string::npos && text.find('}') == std::string::npos) {
    if (percent_encode(text) != text) bad_route(route, "a literal has unreserved characters only");
    return Segment{Segment::Kind::Literal, text};
  }
  if (text.size() < 3 || text.front() != '{' || text.back() != '}')
    bad_route(route, "a parameter is a whole segment");
  std::string name = text.substr(1, text.size() - 2);
  auto kind = Segment::Kind::Parameter;
  if (name.size() > 3 && name.ends_with("...")) {
    name.resize(name.size() - 3);
    kind = Segment::Kind::Rest;
  }
  if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos) {
    bad_route(route, "a parameter's name is lower case");
  }
  return Segment{kind, name};
}

Template read_template(const Route& route) {
  if (route.path.empty() || route.path.front() != '/') bad_route(route, "a template begins with a slash");
  Template segments;
  std::size_t from = 1;
  while (true) {
    const std::size_t slash = route.path.find('/', from);
    if (!segments.empty() && segments.back().kind == Segment::Kind::Rest)
      bad_route(route, "a rest comes last");
    segments.push_back(read_segment(route, route.path.substr(from, slash - from)));
    if (slash == std::string::npos) return segments;
    from = slash + 1;
  }
}

struct Entry {
  std::size_t route;  // index into Table::routes
  Template segments;
};

bool tried_before(const Entry& a, const Entry& b) {
  return std::lexicographical_compare(a.segments.begin(), a.segments.end(), b.segments.begin(),
                                      b.segments.end(),
                                      [](const Segment& x, const Segment& y) { return x.kind < y.kind; });
}

std::string joined(const std::vector<std::string>& segments, std::size_t from) {
  std::string rest = segments[from];
  for (std::size_t i = from + 1; i < segments.size(); ++i) rest += "/" + segments[i];
  return rest;
}

bool fits(const Template& segments, const std::vector<std::string>& path) {
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (i >= path.size()) return false;
    if (segments[i].kind == Segment::Kind::Rest) return path.size() > i + 1 || !path[i].empty();
    if (segments[i].kind == Segment::Kind::Literal ? path[i] != segments[i].text : path[i].empty())
      return false;
  }
  return segments.size() == path.size();
}

}  // namespace

struct Router::Table {
  std::vector<Route> routes;
  std::vector<Entry> entries;  // sorted by tried_before
};

Router::Router() : table_(std::make_unique<Table>()) {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

const std::vector<Route>& Router::routes() const {
  return table_->routes;
}

Router& Router::add(Route route) {
  if (!route.handler) bad_route(route, "no handler");
  if (route.method == Method::Head) bad_route(route, "HEAD is served by GET");
  if (route.max_body > kAbsoluteMaxBody) bad_route(route, "body limit over the absolute one");
  Entry entry{table_->routes.size(), read_template(route)};
  for (const Entry& other : table_->entries) {
    const Route& its = table_->routes[other.route];
    if (its.name == route.name) bad_route(route, "name already used");
    if (its.method == route.method && other.segments == entry.segments)
      bad_route(route, "method and path already used");
  }
  table_->entries.insert(
      std::upper_bound(table_->entries.begin(), table_->entries.end(), entry, tried_before),
      std::move(entry));
  table_->routes.push_back(std::move(route));
  return *this;
}

Router::Match Router::find(Method method, const std::vector<std::string>& segments) const {
  const Method wanted = method == Method::Head ? Method::Get : method;
  Match match;
  for (const Entry& entry : table_->entries) {
    if (!fits(entry.segments, segments)) continue;
    const Route& route = table_->routes[entry.route];
    if (route.method != wanted) {
      const std::string name(route.method == Method::Get ? "GET, HEAD" : to_string(route.method));
      if (match.allowed.find(name) == std::string::npos)
        match.allowed += (match.allowed.empty() ? "" : ", ") + name;
      continue;
    }
    match.route = &route;
    for (std::size_t i = 0; i < entry.segments.size(); ++i) {
      const Segment& segment = entry.segments[i];
      if (segment.kind == Segment::Kind::Literal) continue;
      const bool rest = segment.kind == Segment::Kind::Rest;
      match.path_parameters.emplace_back(segment.text, rest ? joined(segments, i) : segments[i]);
    }
    return match;
  }
  return match;
}

}  // namespace yinxin::http
