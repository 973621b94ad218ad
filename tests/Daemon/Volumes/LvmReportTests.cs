using GuestCtl.Daemon.Volumes;

namespace GuestCtl.Daemon.Tests.Volumes;

public sealed class LvmReportTests
{
    private const string Failed = """
        { "report": [ { "vg": [ ] } ] , "log": [
          {"log_seq_num":"1", "log_type":"error", "log_message":"Volume group \"nope\" not found"},
          {"log_seq_num":"2", "log_type":"status", "log_message":"failure"} ] }
        """;

    [Fact]
    public void Rows_have_their_fields_in_order()
        => Assert.Equal(
            [["/dev/sda", "1"], ["[unknown]", ""]],
            LvmReport.Parse("""{"report":[{"pv":[{"pv_name":"/dev/sda","pv_size":"1"},{"pv_name":"[unknown]","pv_size":""}]}],"log":[]}"""));

    [Fact]
    public void The_messages_of_a_failed_report_are_in_its_log()
    {
        Assert.Equal(["Volume group \"nope\" not found"], LvmReport.Messages(Failed));
        Assert.Empty(LvmReport.Parse(Failed));
        Assert.Empty(LvmReport.Messages("Volume group nope not found"));
        Assert.Empty(LvmReport.Messages(""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"report":1}""")]
    [InlineData("""{"report":[{"pv":[1]}]}""")]
    [InlineData("""{"report":[{"pv":{}}]""")]
    public void Garbage_is_an_error_of_lvm(string json)
        => Assert.StartsWith("lvm printed a report that cannot be read: ", Assert.Throws<OperationFailedException>(() => LvmReport.Parse(json)).Message);

    [Fact]
    public void An_empty_field_is_zero_or_absent()
    {
        Assert.Equal((0L, 0UL, null), (LvmReport.Number(""), LvmReport.Size(""), LvmReport.Percent("")));
        Assert.Equal((-1L, 12UL, 0.5f), (LvmReport.Number("-1"), LvmReport.Size("12"), LvmReport.Percent("0.50")));
        Assert.Equal("abCD", LvmReport.Uuid("ab-CD"));
    }
}
