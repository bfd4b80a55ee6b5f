package cerb.backup.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of Bernstein's paper, appendix B, as restic's own tests have them. */
class Poly1305AesTest {

    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @CsvSource({
        "f3f6, 851fc40c3467ac0be05cc20404f3f700, ec074c835580741701425b623235add6, fb447350c4e868c52ac3275cf9d4327e, f4c633c3044fc145f84f335cb81953de",
        "'', a0f3080000f46400d0c7e9076c834403, 75deaa25c09f208e1dc4ce6b5cad3fbf, 61ee09218d29b0aaed7e154a2c5509cc, dd3fab2251f11ac759f0887129cc2ee7",
    })
    void givesPublishedTags(String message, String r, String k, String nonce, String tag) {
        byte[] bytes = HEX.parseHex(message);
        assertThat(HEX.formatHex(tag(HEX.parseHex(k), HEX.parseHex(r), HEX.parseHex(nonce), bytes))).isEqualTo(tag);
    }

    @Test
    void givesTheTagsOfBouncyCastleForAllLengthsAndExtremes() {
        Random random = new Random(1);
        for (int length = 0; length < 700; length++) {
            byte[] k = bytes(random, 16);
            byte[] r = clamped(bytes(random, 16));
            byte[] nonce = bytes(random, 16);
            byte[] message = bytes(random, length);
            if (length % 3 == 0) {
                // All ones drive every carry as far as it goes.
                Arrays.fill(message, (byte) 0xff);
            }
            if (length % 5 < 2) {
                Arrays.fill(r, (byte) 0xff);
                clamped(r);
            }
            assertThat(tag(k, r, nonce, message)).as("length " + length).isEqualTo(bouncyCastle(k, r, nonce, message));
        }
    }

    private static byte[] tag(byte[] k, byte[] r, byte[] nonce, byte[] message) {
        byte[] tag = new byte[16];
        new Poly1305Aes(k, r).tag(nonce, 0, message, 0, message.length, tag, 0);
        return tag;
    }

    private static byte[] bouncyCastle(byte[] k, byte[] r, byte[] nonce, byte[] message) {
        byte[] key = new byte[32];
        System.arraycopy(r, 0, key, 0, 16);
        System.arraycopy(k, 0, key, 16, 16);
        Poly1305 mac = new Poly1305(AESEngine.newInstance());
        mac.init(new ParametersWithIV(new KeyParameter(key), nonce));
        mac.update(message, 0, message.length);
        byte[] tag = new byte[16];
        mac.doFinal(tag, 0);
        return tag;
    }

    private static byte[] clamped(byte[] r) {
        byte[] mask = HEX.parseHex("ffffff0ffcffff0ffcffff0ffcffff0f");
        for (int i = 0; i < r.length; i++) {
            r[i] &= mask[i];
        }
        return r;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
