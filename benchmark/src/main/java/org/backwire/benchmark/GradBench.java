package org.backwire.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.backwire.benchmark.gradbench.Conversation;

/** A tool for GradBench: answers its questions, a line of JSON each, until there are no more. */
public final class GradBench {
    private GradBench() {}

    /** Reads questions from standard input and writes answers to standard output. */
    public static void main(String[] args) throws IOException {
        Conversation conversation = new Conversation();
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            answers.print(conversation.answer(question) + "\n");
            answers.flush();
        }
    }
}
