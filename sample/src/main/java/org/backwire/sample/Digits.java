package org.backwire.sample;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;

/**
 * Handwritten digits.
 *
 * @param images the pixels of each image, row by row: 0 is white, 1 is black
 * @param labels the digit that each image shows
 */
record Digits(double[][] images, int[] labels) {
    /** The number of rows and of columns of an image. */
    static final int SIDE = 28;

    private static final int IMAGES = 0x803; // an IDX file begins with its type (8: bytes) and its rank
    private static final int LABELS = 0x801;

    static Digits forTraining() {
        return read("train");
    }

    static Digits forTest() {
        return read("test");
    }

    int size() {
        return labels.length;
    }

    /** The same digits in another order. */
    Digits shuffled(RandomGenerator random) {
        var shuffled = new Digits(images.clone(), labels.clone());
        for (int i = size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double[] image = shuffled.images[i];
            shuffled.images[i] = shuffled.images[j];
            shuffled.images[j] = image;
            int label = shuffled.labels[i];
            shuffled.labels[i] = shuffled.labels[j];
            shuffled.labels[j] = label;
        }
        return shuffled;
    }

    private static Digits read(String part) {
        try (DataInputStream images = open("digits-" + part + "-images-idx3-ubyte.gz", IMAGES);
                DataInputStream labels = open("digits-" + part + "-labels-idx1-ubyte.gz", LABELS)) {
            int size = images.readInt();
            require(labels.readInt() == size && images.readInt() == SIDE && images.readInt() == SIDE);
            var digits = new Digits(new double[size][SIDE * SIDE], new int[size]);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < SIDE * SIDE; j++) {
                    digits.images[i][j] = images.readUnsignedByte() / 255.0;
                }
                digits.labels[i] = labels.readUnsignedByte();
            }
            return digits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataInputStream open(String name, int magic) throws IOException {
        InputStream file = Objects.requireNonNull(Digits.class.getResourceAsStream(name));
        var data = new DataInputStream(new BufferedInputStream(new GZIPInputStream(file)));
        require(data.readInt() == magic);
        return data;
    }

    private static void require(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("not the IDX file expected");
        }
    }
}
