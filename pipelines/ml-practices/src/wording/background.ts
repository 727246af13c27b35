/** Words that say nothing of the topic: what every program has, then what people work on, with whom and when. */
export const background = `function model dataset notebook value project option version example method list tool result
  object default problem array output number step user input loop approach format type size argument solution condition
  query element setup task test table item level group pattern wrapper implementation behaviour documentation tutorial
  flag rule helper workaround range target entry sample structure block field mode interface routine state property
  constant response counter content length position section total average summary tutor colleague team student
  teacher course week month day laptop desktop workstation measurement sensor study experiment customer company product
  price weather station assignment exercise demo prototype thesis lecture book chapter paper draft workshop deadline
  office client manager intern university school semester lab hospital patient city country region temperature
  building house stock loan invoice store shop gene protein flight train bicycle road traffic election match player
  song movie recipe restaurant hotel`
