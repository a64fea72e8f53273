package org.backwire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@link GeneratedCompanion#wrt} out of a class file.
 *
 * <p>The annotation is there for other compilations, so its retention is {@code CLASS} and reflection does not see it.
 * Only the parts of the format on the way to it are read; see chapter 4 of the Java Virtual Machine Specification.
 */
final class CompanionFile {
    private static final String ANNOTATION =
            "L" + GeneratedCompanion.class.getName().replace('.', '/') + ";";

    private final DataInputStream in;
    private final Object[] constants;

    private CompanionFile(DataInputStream in) throws IOException {
        this.in = in;
        in.skipNBytes(8); // magic, version
        constants = readConstants();
    }

    /**
     * The indices named by the annotation, empty for every differentiable parameter; nothing if there is no annotation
     * or no class file to be had.
     */
    static Optional<List<Integer>> wrt(Class<?> companion) {
        String name = companion.getName();
        try (InputStream bytes = companion.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return bytes == null
                    ? Optional.empty()
                    : new CompanionFile(new DataInputStream(new BufferedInputStream(bytes))).wrt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object[] readConstants() throws IOException {
        Object[] read = new Object[in.readUnsignedShort()];
        for (int i = 1; i < read.length; i++) {
            int tag = in.readUnsignedByte();
            read[i] = tag;
            switch (tag) {
                case 1 -> read[i] = in.readUTF();
                case 3 -> read[i] = in.readInt();
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // long and double take two places
                }
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> in.skipNBytes(4);
            }
        }
        return read;
    }

    private Optional<List<Integer>> wrt() throws IOException {
        in.skipNBytes(6); // access, this, super
        in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
        skipMembers(); // fields
        skipMembers(); // methods
        for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
            if (name().equals("RuntimeInvisibleAnnotations")) {
                in.skipNBytes(4);
                return annotations();
            }
            in.skipNBytes(in.readInt());
        }
        return Optional.empty();
    }

    private Optional<List<Integer>> annotations() throws IOException {
        for (int annotations = in.readUnsignedShort(); annotations > 0; annotations--) {
            boolean ours = name().equals(ANNOTATION);
            List<Integer> wrt = elements();
            if (ours) {
                return Optional.of(wrt);
            }
        }
        return Optional.empty();
    }

    /** Reads the elements of one annotation; returns the numbers of the one called {@code wrt}. */
    private List<Integer> elements() throws IOException {
        List<Integer> wrt = new ArrayList<>();
        for (int elements = in.readUnsignedShort(); elements > 0; elements--) {
            boolean wanted = name().equals("wrt");
            element(wanted ? wrt : new ArrayList<>());
        }
        return wrt;
    }

    private void element(List<Integer> numbers) throws IOException {
        switch (in.readUnsignedByte()) {
            case '[' -> {
                for (int values = in.readUnsignedShort(); values > 0; values--) {
                    element(numbers);
                }
            }
            case '@' -> {
                in.skipNBytes(2);
                elements();
            }
            case 'e' -> in.skipNBytes(4);
            case 'I' -> numbers.add((Integer) constants[in.readUnsignedShort()]);
            default -> in.skipNBytes(2);
        }
    }

    private void skipMembers() throws IOException {
        for (int members = in.readUnsignedShort(); members > 0; members--) {
            in.skipNBytes(6);
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                in.skipNBytes(2);
                in.skipNBytes(in.readInt());
            }
        }
    }

    private String name() throws IOException {
        return (String) constants[in.readUnsignedShort()];
    }
}
