package org.backwire.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of {@code penguins.csv} that can be used.
 *
 * @param skipped how many rows lack one of the two measures
 */
record Penguins(List<Penguin> penguins, int skipped) {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    Penguins {
        penguins = List.copyOf(penguins);
    }

    /** One bird and its beak, in millimetres. */
    record Penguin(String species, double beakLength, double beakDepth) {}

    static Penguins read() {
        try (InputStream file = Objects.requireNonNull(Penguins.class.getResourceAsStream("penguins.csv"));
                var rows = FORMAT.parse(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            List<Penguin> penguins = new ArrayList<>();
            int skipped = 0;
            for (CSVRecord row : rows) {
                String length = row.get("beak_length_mm");
                String depth = row.get("beak_depth_mm");
                if (length.isEmpty() || depth.isEmpty()) {
                    skipped++;
                } else {
                    penguins.add(
                            new Penguin(row.get("species"), Double.parseDouble(length), Double.parseDouble(depth)));
                }
            }
            return new Penguins(penguins, skipped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Penguin> of(String... species) {
        List<String> wanted = List.of(species);
        return penguins.stream().filter(p -> wanted.contains(p.species())).toList();
    }
}
