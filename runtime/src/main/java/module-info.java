/** The annotations and what generated code and tests need when they run. */
module org.backwire {
    requires static org.jspecify;

    exports org.backwire;
}
