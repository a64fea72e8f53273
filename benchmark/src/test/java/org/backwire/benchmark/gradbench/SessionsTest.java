package org.backwire.benchmark.gradbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replays recorded sessions: same structure, same numbers. */
class SessionsTest {
    private static final double TOLERANCE = 1e-9; // of the largest entry of an array

    @ParameterizedTest
    @ValueSource(strings = {"hello", "llsq", "lse", "gmm", "gmm-wishart", "lstm", "kmeans", "ba"})
    void answersAsRecorded(String session) throws IOException {
        Conversation conversation = new Conversation();
        List<JsonObject> lines = lines(session);
        for (int i = 0; i < lines.size(); i += 2) {
            JsonObject question = lines.get(i).getAsJsonObject("message");
            JsonObject expected = lines.get(i + 1).getAsJsonObject("response");
            JsonObject answer = JsonParser.parseString(conversation.answer(question.toString()))
                    .getAsJsonObject();
            assertThat(answer.get("id")).isEqualTo(question.get("id"));
            assertThat(answer.get("success")).as(answer.toString()).isEqualTo(expected.get("success"));
            assertThat(answer.keySet()).isEqualTo(expected.keySet());
            if (answer.has("output")) {
                same(expected.get("output"), answer.get("output"), question.get("description") + ": ");
            }
        }
    }

    private static List<JsonObject> lines(String session) throws IOException {
        try (var in = Objects.requireNonNull(SessionsTest.class.getResourceAsStream(session + ".jsonl"));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .toList();
        }
    }

    private static void same(JsonElement expected, JsonElement actual, String where) {
        same(expected, actual, where, largest(expected));
    }

    private static void same(JsonElement expected, JsonElement actual, String where, double largest) {
        if (expected instanceof JsonObject object) {
            assertThat(actual).as(where).isInstanceOf(JsonObject.class);
            assertThat(actual.getAsJsonObject().keySet()).as(where).isEqualTo(object.keySet());
            for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
                same(
                        entry.getValue(),
                        actual.getAsJsonObject().get(entry.getKey()),
                        where + entry.getKey() + " "); // an array of its own
            }
        } else if (expected instanceof JsonArray array) {
            assertThat(actual).as(where).isInstanceOf(JsonArray.class);
            assertThat(actual.getAsJsonArray().size()).as(where).isEqualTo(array.size());
            for (int i = 0; i < array.size(); i++) {
                same(array.get(i), actual.getAsJsonArray().get(i), where + i + " ", largest);
            }
        } else {
            assertThat(actual.getAsDouble()).as(where).isEqualTo(expected.getAsDouble(), within(TOLERANCE * largest));
        }
    }

    private static double largest(JsonElement element) {
        if (element instanceof JsonArray array) {
            double largest = 0;
            for (JsonElement entry : array) {
                largest = Math.max(largest, largest(entry));
            }
            return largest;
        }
        return element.isJsonPrimitive() ? Math.abs(element.getAsDouble()) : 0;
    }
}
