// Points of y^2 = x^3 - 3x + b over the field: formulas of the Explicit-Formulas Database (Bernstein, Lange),
// g1p/shortw. F is the field's arithmetic. Functions named _variable branch on their operands: for public
// ones only.
#pragma once

#include "crypto/sm2_field.hpp"

namespace yinxin::crypto::sm2_math {

/// Coordinates in Montgomery's form. Never infinity.
struct Affine {
  Element x, y;
};
/// (X/Z^2, Y/Z^3); infinity where Z is 0.
struct Jacobian {
  Element x, y, z;
};

inline constexpr Element kFieldB = to_field<PlainField>(from_octets(sm2_curve::kB));
inline constexpr Affine kGenerator{to_field<PlainField>(from_octets(sm2_curve::kGx)),
                                   to_field<PlainField>(from_octets(sm2_curve::kGy))};

template <class F>
constexpr Element twice(const Element& a) {
  return F::add(a, a);
}

/// GB/T 32918.1 3.2.3: is it on the curve?
template <class F>
constexpr bool on_curve(const Affine& p) {
  const Element cube = F::multiply(F::square(p.x), p.x);
  const Element three_x = F::add(twice<F>(p.x), p.x);
  return F::square(p.y) == F::add(F::subtract(cube, three_x), kFieldB);
}

/// 2p (dbl-2001-b, with 2 Y in place of Y, which saves additions). Right for infinity; the group has no point
/// of order 2. Products that do not wait for each other stand together, for processors that work on both.
template <class F>
constexpr Jacobian double_point(const Jacobian& p) {
  const Element y2 = twice<F>(p.y);
  const Element delta = F::square(p.z);
  const Element gamma4 = F::square(y2);
  const Element product = F::multiply(F::subtract(p.x, delta), F::add(p.x, delta));
  const Element beta4 = F::multiply(p.x, gamma4);
  const Element alpha = F::add(twice<F>(product), product);
  Jacobian out;
  out.z = F::multiply(y2, p.z);
  out.x = F::subtract(F::subtract(F::square(alpha), beta4), beta4);
  const Element minus_gamma2 = F::subtract(Element{}, F::halve(gamma4));
  out.y = F::sum_of_products(alpha, F::subtract(beta4, out.x), gamma4, minus_gamma2);
  return out;
}

/// p + q (madd, with Z2 = 1) where p is neither infinity nor q nor -q; `h` is 0 in the last two cases.
template <class F>
constexpr Jacobian add_affine(const Jacobian& p, const Affine& q, Element& h, Element& r) {
  const Element zz = F::square(p.z);
  h = F::subtract(F::multiply(q.x, zz), p.x);
  r = F::subtract(F::multiply(q.y, F::multiply(p.z, zz)), p.y);
  const Element hh = F::square(h);
  const Element hhh = F::multiply(h, hh);
  const Element v = F::multiply(p.x, hh);
  Jacobian out;
  out.x = F::subtract(F::subtract(F::square(r), hhh), twice<F>(v));
  out.y = F::sum_of_products(r, F::subtract(v, out.x), F::subtract(Element{}, p.y), hhh);
  out.z = F::multiply(p.z, h);
  return out;
}

/// p + q for all p and q.
template <class F>
constexpr Jacobian add_affine_variable(const Jacobian& p, const Affine& q) {
  if (p.z == Element{}) return {q.x, q.y, kFieldOne};
  Element h, r;
  const Jacobian sum = add_affine<F>(p, q, h, r);
  if (h == Element{}) return r == Element{} ? double_point<F>(p) : Jacobian{};
  return sum;
}

/// A point with what is needed of it each time it is added.
struct Addend {
  Jacobian point;
  Element zz, zzz;
};
template <class F>
constexpr Addend make_addend(const Jacobian& p) {
  const Element zz = F::square(p.z);
  return {p, zz, F::multiply(zz, p.z)};
}

/// p + q for all p, and q not infinity (add-1998-cmo-2).
template <class F>
constexpr Jacobian add_variable(const Jacobian& p, const Addend& q) {
  if (p.z == Element{}) return q.point;
  const Element zz = F::square(p.z);
  const Element u1 = F::multiply(p.x, q.zz);
  const Element s1 = F::multiply(p.y, q.zzz);
  const Element h = F::subtract(F::multiply(q.point.x, zz), u1);
  const Element r = F::subtract(F::multiply(q.point.y, F::multiply(zz, p.z)), s1);
  if (h == Element{}) return r == Element{} ? double_point<F>(p) : Jacobian{};
  const Element hh = F::square(h);
  const Element hhh = F::multiply(h, hh);
  const Element v = F::multiply(u1, hh);
  Jacobian out;
  out.x = F::subtract(F::subtract(F::square(r), hhh), twice<F>(v));
  out.y = F::sum_of_products(r, F::subtract(v, out.x), F::subtract(Element{}, s1), hhh);
  out.z = F::multiply(F::multiply(p.z, q.point.z), h);
  return out;
}

template <class F>
constexpr Affine negate(const Affine& p) {
  return {p.x, F::subtract(Element{}, p.y)};
}

/// The affine form; `inverse` is 1/z.
template <class F>
constexpr Affine to_affine(const Jacobian& p, const Element& inverse) {
  const Element square = F::square(inverse);
  return {F::multiply(p.x, square), F::multiply(p.y, F::multiply(square, inverse))};
}

/// Replaces each value, none of them 0, by its inverse, at the cost of one inversion (Montgomery
/// 1987, 10.3.1). `products` is scratch of the same length.
template <class F>
void invert_all(Element* values, Element* products, int count) {
  Element product = kFieldOne;
  for (int i = 0; i < count; ++i) {
    products[i] = product;
    product = F::multiply(product, values[i]);
  }
  Element inverse = invert<F>(product);
  for (int i = count - 1; i >= 0; --i) {
    const Element value = values[i];
    values[i] = F::multiply(inverse, products[i]);
    inverse = F::multiply(inverse, value);
  }
}

}  // namespace yinxin::crypto::sm2_math
