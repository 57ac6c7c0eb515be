// 核对一张证书的状态和一份签名。JDK 11 以上，不需要其他类库。
//   java Check.java 服务地址 holder.pem issuing-1.pem [文件 签名文件]
// 依次输出：网页查询的状态，OCSP 的状态（核对应答的签名），文件签名是否相符。全部有效时退出码为 0。
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class Check {
  // ---- SM3（GB/T 32905）
  static byte[] sm3(byte[]... parts) {
    byte[] message = join(parts);
    int blocks = (message.length + 9 + 63) / 64;
    ByteBuffer padded = ByteBuffer.allocate(blocks * 64);
    padded.put(message).put((byte) 0x80).putLong(blocks * 64 - 8, message.length * 8L);
    padded.rewind();
    int[] v = {0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e};
    int[] w = new int[68];
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < 16; i++) w[i] = padded.getInt();
      for (int i = 16; i < 68; i++) {
        int x = w[i - 16] ^ w[i - 9] ^ Integer.rotateLeft(w[i - 3], 15);
        w[i] = x ^ Integer.rotateLeft(x, 15) ^ Integer.rotateLeft(x, 23) ^ Integer.rotateLeft(w[i - 13], 7) ^ w[i - 6];
      }
      int[] s = v.clone();
      for (int i = 0; i < 64; i++) {
        int constant = Integer.rotateLeft(i < 16 ? 0x79cc4519 : 0x7a879d8a, i % 32);
        int a12 = Integer.rotateLeft(s[0], 12);
        int ss1 = Integer.rotateLeft(a12 + s[4] + constant, 7);
        int ff = i < 16 ? s[0] ^ s[1] ^ s[2] : (s[0] & s[1]) | (s[0] & s[2]) | (s[1] & s[2]);
        int gg = i < 16 ? s[4] ^ s[5] ^ s[6] : (s[4] & s[5]) | (~s[4] & s[6]);
        int tt1 = ff + s[3] + (ss1 ^ a12) + (w[i] ^ w[i + 4]);
        int tt2 = gg + s[7] + ss1 + w[i];
        s = new int[] {tt1, s[0], Integer.rotateLeft(s[1], 9), s[2], tt2 ^ Integer.rotateLeft(tt2, 9) ^ Integer.rotateLeft(tt2, 17), s[4], Integer.rotateLeft(s[5], 19), s[6]};
      }
      for (int i = 0; i < 8; i++) v[i] ^= s[i];
    }
    ByteBuffer digest = ByteBuffer.allocate(32);
    for (int one : v) digest.putInt(one);
    return digest.array();
  }

  // ---- SM2（GB/T 32918.5），区分标识 1234567812345678
  static final BigInteger P = hex("fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff");
  static final BigInteger A = P.subtract(BigInteger.valueOf(3));
  static final BigInteger B = hex("28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93");
  static final BigInteger N = hex("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123");
  static final BigInteger[] G = {hex("32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"), hex("bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0")};

  static BigInteger hex(String digits) {
    return new BigInteger(digits, 16);
  }

  static BigInteger[] add(BigInteger[] p, BigInteger[] q) {
    if (p == null) return q;
    if (q == null) return p;
    if (p[0].equals(q[0]) && p[1].add(q[1]).mod(P).signum() == 0) return null;
    BigInteger slope = p[0].equals(q[0])
        ? p[0].pow(2).multiply(BigInteger.valueOf(3)).add(A).multiply(p[1].shiftLeft(1).modInverse(P))
        : q[1].subtract(p[1]).multiply(q[0].subtract(p[0]).modInverse(P));
    BigInteger x = slope.pow(2).subtract(p[0]).subtract(q[0]).mod(P);
    return new BigInteger[] {x, slope.multiply(p[0].subtract(x)).subtract(p[1]).mod(P)};
  }

  static BigInteger[] multiply(BigInteger k, BigInteger[] p) {
    BigInteger[] sum = null;
    for (int bit = k.bitLength() - 1; bit >= 0; bit--) {
      sum = add(sum, sum);
      if (k.testBit(bit)) sum = add(sum, p);
    }
    return sum;
  }

  static byte[] octets32(BigInteger value) {
    byte[] octets = new byte[32];
    byte[] plain = value.toByteArray();
    int from = Math.max(0, plain.length - 32);
    System.arraycopy(plain, from, octets, 32 - (plain.length - from), plain.length - from);
    return octets;
  }

  static boolean verify(byte[] message, byte[] signature, byte[] point) {
    if (point.length != 65 || point[0] != 4) return false;
    BigInteger[] p = {new BigInteger(1, Arrays.copyOfRange(point, 1, 33)), new BigInteger(1, Arrays.copyOfRange(point, 33, 65))};
    if (p[1].pow(2).subtract(p[0].pow(3)).subtract(A.multiply(p[0])).subtract(B).mod(P).signum() != 0) return false;
    List<Der> numbers = Der.children(signature);
    BigInteger r = new BigInteger(1, numbers.get(0).content);
    BigInteger s = new BigInteger(1, numbers.get(1).content);
    if (r.signum() == 0 || r.compareTo(N) >= 0 || s.signum() == 0 || s.compareTo(N) >= 0) return false;
    byte[] z = sm3(new byte[] {0, (byte) 0x80}, "1234567812345678".getBytes(StandardCharsets.US_ASCII), octets32(A), octets32(B), octets32(G[0]), octets32(G[1]), octets32(p[0]), octets32(p[1]));
    BigInteger t = r.add(s).mod(N);
    BigInteger[] sum = t.signum() == 0 ? null : add(multiply(s, G), multiply(t, p));
    return sum != null && new BigInteger(1, sm3(z, message)).add(sum[0]).mod(N).equals(r);
  }

  // ---- DER
  static final class Der {
    final int tag;
    final byte[] content;
    final byte[] whole;

    Der(int tag, byte[] content, byte[] whole) {
      this.tag = tag;
      this.content = content;
      this.whole = whole;
    }

    static Der at(byte[] octets, int at) {
      int length = octets[at + 1] & 0xff;
      int head = 2;
      if (length > 127) {
        int count = length - 128;
        length = new BigInteger(1, Arrays.copyOfRange(octets, at + 2, at + 2 + count)).intValueExact();
        head += count;
      }
      if (at + head + length > octets.length) throw new IllegalArgumentException("DER");
      return new Der(octets[at] & 0xff, Arrays.copyOfRange(octets, at + head, at + head + length), Arrays.copyOfRange(octets, at, at + head + length));
    }

    static List<Der> children(byte[] octets) {
      byte[] content = at(octets, 0).content;
      List<Der> found = new ArrayList<>();
      for (int at = 0; at < content.length; at += found.get(found.size() - 1).whole.length) found.add(at(content, at));
      return found;
    }

    static byte[] write(int tag, byte[]... parts) {
      byte[] content = join(parts);
      byte[] length = content.length < 128 ? new byte[] {(byte) content.length} : new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
      return join(new byte[] {(byte) tag}, length, content);
    }
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) out.writeBytes(part);
    return out.toByteArray();
  }

  // ---- 证书
  static final class Certificate {
    final byte[] tbs;
    final byte[] signature;
    final Der serial;
    final byte[] subject;
    final byte[] point;

    Certificate(byte[] der) {
      List<Der> parts = Der.children(der);
      tbs = parts.get(0).whole;
      signature = bits(parts.get(2));
      List<Der> fields = Der.children(tbs);
      int from = fields.get(0).tag == 0xa0 ? 1 : 0;
      serial = fields.get(from);
      subject = fields.get(from + 4).whole;
      point = bits(Der.children(fields.get(from + 5).whole).get(1));
    }

    static Certificate read(String file) throws Exception {
      String pem = Files.readString(Path.of(file));
      return new Certificate(Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", "")));
    }

    static byte[] bits(Der one) {
      return Arrays.copyOfRange(one.content, 1, one.content.length);
    }
  }

  // ---- 网页查询：GET /certificates/{序列号}/status
  static String query(HttpClient client, String site, Der serial) throws Exception {
    StringBuilder digits = new StringBuilder();
    for (byte octet : serial.content) digits.append(String.format("%02x", octet));
    String number = digits.toString().replaceFirst("^00", "");
    HttpRequest request = HttpRequest.newBuilder(URI.create(site + "/certificates/" + number + "/status")).build();
    String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    Matcher found = Pattern.compile("\"(?:status|code)\":\"([^\"]*)\"").matcher(body); // 正式使用时请用 JSON 解析库
    return found.find() ? found.group(1) : "no answer";
  }

  // ---- OCSP（RFC 6960）：POST /ocsp
  static String ocsp(HttpClient client, String site, Certificate holder, Certificate issuer) throws Exception {
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    byte[] algorithm = hex("300906052b0e03021a0500").toByteArray();
    byte[] id = Der.write(0x30, algorithm, Der.write(4, sha1.digest(issuer.subject)), Der.write(4, sha1.digest(issuer.point)), holder.serial.whole);
    byte[] asked = Der.write(0x30, Der.write(0x30, Der.write(0x30, Der.write(0x30, id))));
    HttpRequest request = HttpRequest.newBuilder(URI.create(site + "/ocsp")).header("Content-Type", "application/ocsp-request").POST(HttpRequest.BodyPublishers.ofByteArray(asked)).build();
    List<Der> response = Der.children(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    if (response.get(0).content[0] != 0) return "refused";
    List<Der> basic = Der.children(Der.children(response.get(1).content).get(1).content);
    Certificate signer = new Certificate(Der.children(basic.get(3).content).get(0).whole); // 应答中附有签名人的证书，它须由签发机构签名
    if (!verify(signer.tbs, signer.signature, issuer.point)) return "signer not ours";
    if (!verify(basic.get(0).whole, Certificate.bits(basic.get(2)), signer.point)) return "signature wrong";
    for (Der field : Der.children(basic.get(0).whole)) {
      if (field.tag != 0x30) continue;
      List<Der> single = Der.children(Der.children(field.whole).get(0).whole);
      if (!Arrays.equals(single.get(0).whole, id)) return "another certificate";
      Instant until = single.size() > 3 && single.get(3).tag == 0xa0 ? time(Der.at(single.get(3).content, 0)) : Instant.MAX;
      if (time(single.get(2)).isAfter(Instant.now().plusSeconds(300)) || until.isBefore(Instant.now().minusSeconds(300))) return "not of this time";
      int state = single.get(1).tag;
      return state == 0x80 ? "good" : state == 0xa1 ? "revoked" : "unknown";
    }
    return "no answer";
  }

  static Instant time(Der one) {
    return LocalDateTime.parse(new String(one.content, StandardCharsets.US_ASCII), DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")).toInstant(ZoneOffset.UTC);
  }

  public static void main(String[] words) throws Exception {
    String site = words[0];
    Certificate holder = Certificate.read(words[1]);
    Certificate issuer = Certificate.read(words[2]);
    if (!verify(holder.tbs, holder.signature, issuer.point)) throw new IllegalArgumentException("证书不是这个机构签发的");
    HttpClient client = HttpClient.newHttpClient();
    String queried = query(client, site, holder.serial);
    String answered = ocsp(client, site, holder, issuer);
    System.out.println("query " + queried);
    System.out.println("ocsp " + answered);
    boolean holds = true;
    if (words.length > 3) {
      holds = verify(Files.readAllBytes(Path.of(words[3])), Files.readAllBytes(Path.of(words[4])), holder.point);
      System.out.println("signature " + (holds ? "holds" : "wrong"));
    }
    System.exit(queried.equals("valid") && answered.equals("good") && holds ? 0 : 1);
  }
}
